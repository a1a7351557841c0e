'use client';

import type { PreviewPart } from '../chat/messages.ts';
import { boxStyle } from './box-style.ts';

interface PaintedSoFarProps {
  painted: PreviewPart;
  /** From where on it is seen, in pixels of the picture from its left edge: before and after may be compared meanwhile. */
  from: number;
}

/** What an edit that runs has painted, at its place. A drawing has none: it becomes a picture of its own. */
export function PaintedSoFar({ painted: { picture, box }, from }: PaintedSoFarProps) {
  if (box === null) return null;
  return (
    <div className="absolute inset-0" style={from === 0 ? undefined : { clipPath: `inset(0 0 0 calc(var(--left) + ${from}px * var(--scale)))` }}>
      <img alt="" src={picture} data-painted="shown" className="absolute max-w-none" style={boxStyle(box)} />
    </div>
  );
}
