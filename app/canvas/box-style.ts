import type { CSSProperties } from 'react';
import type { MaskShape } from '../../server/conversation/documents.ts';

/** Where a box of the picture is on the stage, whose view stands in its style's variables: it follows without React. */
export function boxStyle({ left, top, width, height }: MaskShape['box']): CSSProperties {
  const along = (start: string, offset: number) => `calc(var(${start}) + ${offset}px * var(--scale))`;
  return { left: along('--left', left), top: along('--top', top), width: `calc(${width}px * var(--scale))`, height: `calc(${height}px * var(--scale))` };
}
