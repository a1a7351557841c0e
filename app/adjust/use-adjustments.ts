'use client';

import { useCallback, useEffect, useRef } from 'react';
import type { ImageDocument, MaskDocument, SessionDocument } from '../../server/conversation/documents.ts';
import type { AdjustmentRequest } from '../../server/images/adjust/adjustment.ts';
import type { DraftBox } from '../chat/use-draft.ts';
import type { Operations } from '../chat/use-operations.ts';
import type { SessionMasks, ShownMask } from '../canvas/session-masks.ts';
import type { Preview } from '../canvas/use-preview.ts';
import { type AdjustState, useAdjusting } from './use-adjusting.ts';

interface Wanted {
  session: SessionDocument;
  shown: ImageDocument | null;
  show: (imageId: string | null) => void;
  known: SessionMasks;
  box: DraftBox;
  preview: Preview;
  operations: Operations;
}

export interface Adjustments {
  state: AdjustState;
  /** Whether a thing is chosen or pointed at. */
  hasThing: boolean;
  /** Of what is chosen, or pointed at, or of the whole picture. */
  begin(adjustment: AdjustmentRequest, wait?: boolean): void;
  beginWith(masks: readonly ShownMask[], adjustment: AdjustmentRequest, wait?: boolean): void;
}

/** Exact operations about what is chosen. What is pointed at only is kept as a mask first, so that it can be meant again. */
export function useAdjustments({ session, shown, show, known, box, preview, operations }: Wanted): Adjustments {
  const state = useAdjusting(operations);
  const { adjusting, begin: start, close } = state;
  const chosen = box.draft.masks.flatMap((id) => known.byVersion.get(id) ?? []);
  const pointed = box.draft.prompts.length > 0 ? preview.masks.filter(({ shape }) => shape.area > 0) : [];

  const beginWith = useCallback<Adjustments['beginWith']>((masks, adjustment, wait) => {
    if (shown !== null) start(shown, masks, adjustment, wait);
  }, [shown, start]);

  const begin = async (adjustment: AdjustmentRequest, wait?: boolean) => {
    if (pointed.length === 0) return beginWith(chosen, adjustment, wait);
    const masks = await keep();
    if (masks.length > 0) beginWith(masks, adjustment, wait);
  };

  /** The masks of the preview as masks of the session; a click on a chosen mask made it what is shown. */
  const keep = async (): Promise<ShownMask[]> => {
    const kept: ShownMask[] = [];
    const prompts = box.draft.prompts.filter((prompt) => prompt.kind !== 'mask');
    for (const { name, shape } of pointed) {
      const only = chosen.length === 1 && pointed.length === 1 && chosen[0].locked !== true ? { mask: chosen[0].maskId } : {};
      const done = await operations.run({ kind: 'mask-draw', ...only, name: (name || 'object').slice(0, 100), image: shown!.id, size: [shape.height, shape.width], counts: shape.counts, prompts });
      if (done?.mask) kept.push(shownOf(done.mask));
    }
    if (kept.length > 0) box.take();
    return kept;
  };

  // The sliders change the version before: it is looked at while they move.
  const looking = useRef(false);
  const moved = adjusting?.moved === true && adjusting.made !== null ? adjusting.source.id : null;
  useEffect(() => {
    if (moved !== null) show(moved);
    else if (looking.current) show(null);
    looking.current = moved !== null;
  }, [moved, show]);

  // Another version, by undo or by going elsewhere, ends it.
  const current = session.currentImage?.id;
  const left = adjusting !== null && !adjusting.making && adjusting.made !== null && current !== adjusting.made.id;
  useEffect(() => {
    if (left) close();
  }, [left, close]);

  return { state, hasThing: chosen.length + pointed.length > 0, begin: (adjustment, wait) => void begin(adjustment, wait), beginWith };
}

function shownOf({ id, imageVersionId, name, versions }: MaskDocument): ShownMask {
  const version = versions.at(-1)!;
  return { maskId: id, versionId: version.id, name, score: version.score, shape: version.shape, imageVersionId, colour: [0, 0, 0], byHand: true, feather: version.feather };
}
