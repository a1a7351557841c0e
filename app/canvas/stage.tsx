'use client';

import { useEffect, useLayoutEffect, useRef, useState, useSyncExternalStore, type ReactNode } from 'react';
import type { ImageDocument } from '../../server/conversation/documents.ts';
import type { PreviewPart } from '../chat/messages.ts';
import { BeforeAfter, Halves } from './before-after.tsx';
import { boxStyle } from './box-style.ts';
import type { CompareMode } from './draw-picture.ts';
import type { Pointing } from './draw-pointing.ts';
import { maskAt } from './mask-at.ts';
import { MeaningsBadge } from './meanings.tsx';
import { pathOf, pathsVersion, subscribeToPaths, warmPaths } from './mask-paths.ts';
import type { Levels } from './picture-levels.ts';
import { PaintedSoFar } from './painted-so-far.tsx';
import type { ShownMask } from './session-masks.ts';
import type { Placed, ToolName } from './tools/tool.ts';
import { useDifference, usePicture } from './use-picture.ts';
import { usePointerWork } from './use-pointer-work.ts';
import type { Meanings, PreviewMask } from './use-preview.ts';
import { useRoom } from './use-room.ts';
import { useScene } from './use-scene.ts';
import { useWheel } from './use-wheel.ts';
import type { VersionChange } from './version-change.ts';
import type { Place } from './view.ts';
import type { ViewStore } from './view-store.ts';

export interface StageProps {
  image: ImageDocument;
  /** An earlier picture to compare with, and how. */
  before: ImageDocument | null;
  mode: CompareMode | null;
  view: ViewStore;
  masks: ShownMask[];
  opacity: number;
  previews: PreviewMask[];
  /** What the click of the draft may mean, where that is several things; `onChoose` chooses among them. */
  meanings?: Meanings | null;
  onChoose?: (choice: number) => void;
  /** What a click under the pointer would mark. */
  hoverPreview: PreviewMask[];
  /** A version of a mask against the one before it; then no other mask is seen. */
  change?: VersionChange | null;
  prompts: readonly Placed[];
  /** What an edit that runs has painted so far. */
  painted?: PreviewPart | null;
  /** What an operation whose sliders move would make of the picture; then nothing else is drawn over it. */
  adjusted?: Levels | null;
  tool: ToolName;
  takesAway: boolean;
  /** How wide it is, in screen pixels. */
  brush: number;
  /** Whether something can be placed. */
  active: boolean;
  litMasks: readonly string[];
  onHover: (place: Place | null) => void;
  onLight: (maskId: string | null) => void;
  onPlaced: (placed: Placed) => void;
  /** Enter without the crosshair: keeps what was pointed at; false where that is nothing. */
  onKeep: () => boolean;
  children?: ReactNode;
}

const none: ShownMask[] = [];

/** The picture with everything that is marked and pointed at on it, at any zoom. */
export function Stage({ image, before, mode, view, masks, opacity, previews, meanings = null, onChoose, hoverPreview, change = null, prompts, painted = null, adjusted = null, tool, takesAway, brush, active, litMasks, onHover, onLight, onPlaced, onKeep, children }: StageProps) {
  const stage = useRef<HTMLDivElement>(null);
  const labels = useRef<HTMLDivElement>(null);
  const lower = useRef<HTMLCanvasElement>(null);
  const upper = useRef<HTMLCanvasElement>(null);
  const room = useRoom(stage);
  const isHalved = mode === 'side' && before !== null;
  useSyncExternalStore(subscribeToPaths, pathsVersion, () => 0);
  const [percent, setPercent] = useState(50);
  const [panning, setPanning] = useState(false);
  const [spoken, setSpoken] = useState('');
  useEffect(warmPaths, []);
  useLayoutEffect(() => view.setPicture(image), [view, image]);
  useLayoutEffect(() => {
    if (room !== null) view.setRoom({ width: isHalved ? room.width / 2 : room.width, height: room.height });
  }, [view, room, isHalved]);

  const picture = usePicture(image, view);
  const earlier = usePicture(mode === 'slider' || mode === 'side' ? before : null, view);
  const difference = useDifference(before, image, mode === 'difference');
  const places = active && !isHalved;

  const hover = (place: Place | null) => {
    const found = place === null ? null : maskAt(masks, place);
    onLight(found?.maskId ?? null);
    onHover(places ? place : null);
    if (work.crosshair.place !== null && place !== null) setSpoken(`${place.x}, ${place.y}${found === null ? '' : `, on ${found.name}`}`);
  };
  const onStep = (by: 1 | -1): boolean => {
    if (meanings === null || !places) return false;
    const { names, chosen } = meanings;
    onChoose?.((chosen + by + names.length) % names.length);
    return true;
  };
  const meant = meanings === null || !places ? null : `${meanings.names[meanings.chosen]}, ${meanings.chosen + 1} of ${meanings.names.length}`;
  useEffect(() => {
    if (meant !== null) setSpoken(meant);
  }, [meant]);
  const { work, handlers } = usePointerWork({
    view, tool: places ? tool : 'hand', takesAway, active: places, brush, onPlaced, onKeep, onStep, onHover: hover, onPanning: setPanning, onChange: () => askUpper(),
  });
  useWheel(stage, view, isHalved, meant === null ? null : onStep);

  const compared = change === null ? null : pathsOf(change);
  const paths = (found: readonly PreviewMask[]) => found.flatMap(({ shape }) => pathOf(shape) ?? []);
  const askUpper = useScene({ labels, lower, upper }, view, room, {
    picture: { size: image, levels: adjusted ?? (mode === 'difference' ? (difference.levels ?? picture.levels) : picture.levels), before: earlier.levels, mode: before === null || adjusted !== null ? null : mode, part: percent / 100 },
    masks: compared === null && adjusted === null ? masks : none,
    // Before and after are compared by their own colours.
    opacity: before !== null && mode === 'slider' ? 0 : opacity,
    lit: isHalved || compared !== null || adjusted !== null ? none : masks.filter(({ maskId }) => litMasks.includes(maskId)),
    pointing: () => ({
      previews: paths(previews),
      hover: paths(hoverPreview),
      change: compared,
      prompts: isHalved ? [] : prompts,
      pending: work.tool.pending,
      crosshair: work.crosshair.place,
      brush: work.tool.isBrush && work.pointer !== null && places ? { at: work.pointer, radius: work.tool.radius } : null,
    }),
  });

  const lit = isHalved ? undefined : masks.find(({ maskId }) => litMasks.includes(maskId));
  const cursor = panning ? 'cursor-grabbing' : !places || tool === 'hand' ? 'cursor-grab' : tool === 'pick' ? 'cursor-pointer' : work.tool.isBrush ? 'cursor-none' : 'cursor-crosshair';
  const over = boxStyle({ left: 0, top: 0, width: image.width, height: image.height });
  // Moved and scaled as a whole: that asks for no new layout at each frame.
  const whole = { left: isHalved ? '50%' : 0, width: image.width, height: image.height, transform: 'translate(var(--left), var(--top)) scale(var(--scale))' };
  return (
    <div ref={stage} data-adjusted={adjusted === null ? undefined : 'shown'} data-preview={previews.length > 0 ? 'shown' : undefined} data-picture={picture.levels === null ? undefined : 'shown'} data-masks={masks.every(({ shape }) => pathOf(shape) !== null) ? 'shown' : undefined} className="relative min-h-0 min-w-0 flex-1 overflow-hidden select-none" dir="ltr">
      <canvas ref={lower} aria-hidden="true" className="absolute inset-0 size-full" />
      <div
        tabIndex={0}
        role="application"
        aria-label={places ? `Point at the picture: arrow keys move, Enter places, Escape stops${meant === null ? '' : ', Tab shows what else is meant until Escape'}` : 'The picture'}
        className={`absolute inset-0 touch-none -outline-offset-2 ${cursor}`}
        {...handlers}
      >
        <canvas ref={upper} aria-hidden="true" className="invisible size-full" />
      </div>
      {picture.failed && <p className="absolute inset-0 grid place-items-center p-4 text-center text-sm text-muted-foreground"><span className="rounded-lg bg-stage px-3 py-2">The picture could not be loaded. It is tried again.</span></p>}
      <div ref={labels} className="pointer-events-none absolute inset-0">
        {picture.levels === null && !picture.failed && <div aria-hidden="true" className="absolute animate-pulse rounded-md bg-muted" style={over} />}
        <div role="img" aria-label={`Picture ${image.name}`} className="absolute top-0 origin-top-left" style={whole} />
        {painted !== null && (before === null || mode === 'slider') && <PaintedSoFar painted={painted} from={before === null ? 0 : (image.width * percent) / 100} />}
        {before !== null && mode === 'slider' && !picture.failed && <div className="absolute overflow-hidden" style={over}><BeforeAfter percent={percent} onPercent={setPercent} /></div>}
        {lit !== undefined && <MaskName mask={lit} />}
        {meanings !== null && meant !== null && prompts[0]?.kind === 'point' && <MeaningsBadge meanings={meanings} at={prompts[0]} onStep={onStep} />}
      </div>
      {isHalved && <Halves />}
      <p role="status" className="sr-only">{spoken}</p>
      {children}
    </div>
  );
}

/** Null while they are being made. */
function pathsOf({ shape, added, removed }: VersionChange): Pointing['change'] {
  const [whole, more, less] = [pathOf(shape), ...[added, removed].map((part) => (part.area === 0 ? new Path2D() : pathOf(part)))];
  return whole && more && less ? { shape: whole, added: more, removed: less } : null;
}

function MaskName({ mask }: { mask: ShownMask }) {
  const { left, top, width } = mask.shape.box;
  return (
    <span
      className="pointer-events-none absolute z-10 max-w-44 -translate-x-1/2 truncate rounded-md bg-black/80 px-2 py-1 text-xs font-medium text-white"
      style={{
        left: `clamp(4rem, calc(var(--left) + ${left + width / 2}px * var(--scale)), calc(100% - 4rem))`,
        top: `clamp(0.25rem, calc(var(--top) + ${top}px * var(--scale) - 2rem), calc(100% - 2rem))`,
      }}
    >
      {mask.name}
    </span>
  );
}
