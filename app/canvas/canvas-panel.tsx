'use client';

import { useMemo, type ReactNode } from 'react';
import type { ImageDocument, PromptDocument, SessionDocument } from '../../server/conversation/documents.ts';
import { mostPrompts } from '../chat/draft.ts';
import type { PreviewPart } from '../chat/messages.ts';
import type { DraftBox } from '../chat/use-draft.ts';
import { Button } from '../interface/button.tsx';
import { FilmStrip } from './film-strip.tsx';
import { maskAt } from './mask-at.ts';
import { MaskList } from './mask-list.tsx';
import type { Levels } from './picture-levels.ts';
import type { SessionMasks, ShownMask } from './session-masks.ts';
import { Stage } from './stage.tsx';
import { ToolRail } from './tool-rail.tsx';
import { Toolbar } from './toolbar.tsx';
import type { Placed, Region, Stroke } from './tools/tool.ts';
import type { CanvasState } from './use-canvas.ts';
import { useLivePreview } from './use-live-preview.ts';
import type { Meanings, PreviewMask } from './use-preview.ts';
import type { VersionChange } from './version-change.ts';
import { pixelAt } from './view.ts';
import { ZoomControl } from './zoom-control.tsx';

interface CanvasPanelProps {
  session: SessionDocument;
  shown: ImageDocument;
  canvas: CanvasState;
  masks: SessionMasks;
  /** Those on the version looked at. */
  onPicture: ShownMask[];
  previews: PreviewMask[];
  meanings: Meanings | null;
  change: VersionChange | null;
  box: DraftBox;
  lit: readonly string[];
  onLight: (maskId: string | null) => void;
  /** Strokes that are on their way to become a version of a mask. */
  unsaved: readonly Placed[];
  /** What an edit of the current version that runs has painted so far. */
  painted: PreviewPart | null;
  /** What an operation whose sliders move would make of the version looked at. */
  adjusted: Levels | null;
  /** Whether nothing is drawn over the picture: what was changed is looked at. */
  bare: boolean;
  /** Makes the version looked at the current one; left out while that cannot be. */
  onBranch?: () => void;
  /** A stroke or an area drawn by hand. */
  onDrawn: (drawn: Region | Stroke) => void;
  /** Sends the message that is being written. */
  onSend: () => void;
  undo: ReactNode;
}

const none: never[] = [];

/** The picture with its tools beside and above it, and its masks and versions below. */
export function CanvasPanel({ session, shown, canvas, masks, onPicture, previews, meanings, change, unsaved, painted, adjusted, bare, box, lit, onLight, onDrawn, onBranch, onSend, undo }: CanvasPanelProps) {
  const { view, tool, display, isCurrent, show } = canvas;
  const { draft, addPrompt, toggleMask } = box;
  const drawn = useMemo(() => {
    // Masks of an earlier version are shown where the message means them, if they fit.
    const meant = draft.masks.flatMap((id) => masks.byVersion.get(id) ?? []).filter(({ shape }) => shape.width === shown.width && shape.height === shown.height);
    const extra = meant.filter(({ maskId }) => !onPicture.some((mask) => mask.maskId === maskId));
    if (bare) return [];
    return display.masksShown ? [...onPicture.filter(({ hidden }) => !hidden), ...extra] : extra;
  }, [onPicture, draft.masks, masks, display.masksShown, shown.width, shown.height, bare]);
  const chosen = draft.masks.flatMap((id) => masks.byVersion.get(id)?.maskId ?? []);
  const litMasks = useMemo(() => [...lit, ...chosen], [lit, chosen.join()]);
  const placed = useMemo(() => [...draft.prompts, ...unsaved], [draft.prompts, unsaved]);

  const isPoint = tool === 'add' || tool === 'subtract';
  const [hoverPreview, onHover] = useLivePreview(session.id, draft, { wanted: display.live && isCurrent && isPoint && draft.prompts.length < mostPrompts, positive: tool === 'add' });

  const onPlaced = (placed: Placed) => {
    if (placed.kind === 'region' || placed.kind === 'stroke') return onDrawn(placed);
    if (placed.kind === 'pick') {
      const found = maskAt(drawn, placed);
      if (found !== null) toggleMask(found.versionId);
      return;
    }
    addPrompt(inside(placed, shown));
  };

  const onKeep = () => {
    if (draft.prompts.length > 0) onSend();
    return draft.prompts.length > 0;
  };

  return (
    <section aria-label="Canvas" className="flex min-h-0 min-w-0 flex-1 flex-col gap-1.5 bg-stage p-2 wide:gap-2 wide:p-3">
      <Toolbar canvas={canvas} shown={shown} start={undo} />
      {!isCurrent && adjusted === null && (
        <p className="flex flex-wrap items-center justify-between gap-2 rounded-lg bg-warning-soft px-3 py-1.5 text-sm text-warning">
          Another version. Messages are about the current one.
          <span className="flex gap-2">
            <Button onClick={() => show(null)}>Show the current one</Button>
            <Button disabled={onBranch === undefined} onClick={onBranch}>Go on from this one</Button>
          </span>
        </p>
      )}
      <div className="flex min-h-0 flex-1 flex-col-reverse gap-1.5 wide:flex-row wide:gap-2">
        <ToolRail tool={tool} active={isCurrent} onTool={canvas.setTool} />
        <Stage
          image={shown} before={canvas.before} mode={canvas.mode} view={view} masks={drawn} opacity={display.opacity} tool={tool} takesAway={canvas.takesAway}
          brush={display.brush} active={isCurrent} litMasks={litMasks}
          previews={isCurrent ? previews : none} meanings={isCurrent ? meanings : null} onChoose={box.choose} hoverPreview={hoverPreview} change={change} prompts={isCurrent ? placed : none} painted={isCurrent ? painted : null} adjusted={adjusted}
          onHover={onHover} onLight={onLight} onPlaced={onPlaced} onKeep={onKeep}
        >
          <ZoomControl view={view} lying={canvas.before !== null && canvas.mode === 'side'} />
        </Stage>
      </div>
      <MaskList masks={onPicture} chosen={draft.masks} litMask={lit[0] ?? null} onLight={onLight} onChoose={toggleMask} />
      <FilmStrip images={session.images} shownId={shown.id} currentId={session.currentImage?.id ?? null} onShow={(id) => show(id === session.currentImage?.id ? null : id)} />
    </section>
  );
}

/** A scribble may have been drawn beyond the edge; what counts is the picture. */
function inside(prompt: PromptDocument, picture: ImageDocument): PromptDocument {
  return prompt.kind === 'scribble' ? { ...prompt, points: prompt.points.map((point) => pixelAt(picture, point)) } : prompt;
}
