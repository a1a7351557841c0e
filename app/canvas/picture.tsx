'use client';

import { useEffect, useLayoutEffect, useRef, useState, useSyncExternalStore } from 'react';
import type { ImageDocument, PromptDocument } from '../../server/conversation/documents.ts';
import { imageAddress } from '../chat/api.ts';
import { BeforeAfter } from './before-after.tsx';
import { useLoadedPicture } from './use-loaded-picture.ts';
import { drawOverlay } from './draw-overlay.ts';
import { fitInto } from './fit.ts';
import { maskAt } from './mask-at.ts';
import { pathOf, pathsVersion, subscribeToPaths, warmPaths } from './mask-paths.ts';
import type { ShownMask } from './session-masks.ts';
import type { ToolName } from './tools/tool.ts';
import type { PreviewMask } from './use-preview.ts';
import { useRoom } from './use-room.ts';
import { useTool } from './use-tool.ts';

export interface PictureProps {
  image: ImageDocument;
  /** The picture before the newest edit, while the two are compared. */
  before: ImageDocument | null;
  masks: ShownMask[];
  previews: PreviewMask[];
  prompts: PromptDocument[];
  tool: ToolName;
  /** Whether clicks place something. */
  active: boolean;
  litMask: string | null;
  onLight: (maskId: string | null) => void;
  onPrompt: (prompt: PromptDocument) => void;
}

/** Above this many pixels on the longest side a smaller copy is shown; masks stay in full size. */
const largestShown = 2400;
const addressOf = (image: ImageDocument) => imageAddress(image.id, Math.max(image.width, image.height) > largestShown ? largestShown : undefined);

/** The picture, scaled to the room there is, with everything that is marked and pointed at on it. */
export function Picture({ image, before, masks, previews, prompts, tool, active, litMask, onLight, onPrompt }: PictureProps) {
  const roomElement = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const room = useRoom(roomElement);
  const fit = fitInto(image, room ?? { width: 0, height: 0 });
  const drawnPaths = useSyncExternalStore(subscribeToPaths, pathsVersion, () => 0);
  const [failed, setFailed] = useState(false);
  useEffect(() => setFailed(false), [image.id]);
  const [percent, setPercent] = useState(50);
  const beforePicture = useLoadedPicture(before === null ? null : addressOf(before));

  useEffect(warmPaths, []);

  const light = (place: { x: number; y: number } | null) => onLight(place === null ? null : maskAt(masks, place)?.maskId ?? null);
  const { handlers, pending, crosshair } = useTool({ name: tool, image, fit, onPrompt, onHover: light });

  useLayoutEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (!context || fit.scale === 0) return;
    const ratio = window.devicePixelRatio || 1;
    const [width, height] = [Math.round(fit.width * ratio), Math.round(fit.height * ratio)];
    if (context.canvas.width !== width) context.canvas.width = width;
    if (context.canvas.height !== height) context.canvas.height = height;
    const drawn = masks.flatMap(({ shape, colour, maskId }) => {
      const path = pathOf(shape);
      return path === null ? [] : [{ path, colour, lit: maskId === litMask }];
    });
    const previewPaths = previews.flatMap(({ shape }) => pathOf(shape) ?? []);
    drawOverlay(context, { scale: fit.scale, ratio }, { masks: drawn, previews: previewPaths, prompts, pending, crosshair, before: beforePicture && { picture: beforePicture, part: percent / 100 } });
  }, [beforePicture, percent, fit.scale, fit.width, fit.height, masks, previews, prompts, pending, crosshair, litMask, drawnPaths]);

  const lit = masks.find(({ maskId }) => maskId === litMask);
  return (
    <div ref={roomElement} className="relative min-h-0 min-w-0 flex-1 overflow-hidden">
      <div data-preview={previews.length > 0 ? 'shown' : undefined} className="absolute overflow-hidden rounded-md shadow-sm select-none" style={{ left: fit.left, top: fit.top, width: fit.width, height: fit.height }}>
        {failed ? (
          <p className="grid size-full place-items-center p-4 text-center text-sm text-muted-foreground">The picture could not be loaded. Load the page again.</p>
        ) : (
          <img src={addressOf(image)} alt={`Picture ${image.name}`} draggable={false} decoding="async" onError={() => setFailed(true)} className="absolute inset-0 size-full" />
        )}
        <canvas
          ref={canvas}
          tabIndex={active ? 0 : -1}
          role="application"
          aria-label="Point at the picture: arrow keys move, Enter places"
          className={`absolute inset-0 size-full ${active ? 'cursor-crosshair' : ''} ${tool === 'box' ? 'touch-none' : 'touch-manipulation'}`}
          {...(active ? handlers : { onPointerMove: handlers.onPointerMove, onPointerLeave: handlers.onPointerLeave })}
        />
        {before !== null && <BeforeAfter percent={percent} onPercent={setPercent} />}
        {lit !== undefined && <MaskName mask={lit} scale={fit.scale} width={fit.width} />}
      </div>
    </div>
  );
}

function MaskName({ mask, scale, width }: { mask: ShownMask; scale: number; width: number }) {
  const { left, top, width: boxWidth } = mask.shape.box;
  const middle = Math.min(Math.max((left + boxWidth / 2) * scale, 60), Math.max(60, width - 60));
  return (
    <span
      className="pointer-events-none absolute z-10 max-w-44 -translate-x-1/2 truncate rounded-md bg-black/80 px-2 py-1 text-xs font-medium text-white"
      style={{ left: middle, top: Math.max(4, top * scale - 32) }}
    >
      {mask.name}
    </span>
  );
}
