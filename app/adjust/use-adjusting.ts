'use client';

import { useCallback, useState } from 'react';
import type { ImageDocument } from '../../server/conversation/documents.ts';
import type { AdjustmentRequest } from '../../server/images/adjust/adjustment.ts';
import type { Operations } from '../chat/use-operations.ts';
import type { ShownMask } from '../canvas/session-masks.ts';

/** An exact operation while its sliders are at hand. */
export interface Adjusting {
  /** The version it changes; each release makes another version of that one. */
  source: ImageDocument;
  masks: readonly ShownMask[];
  adjustment: AdjustmentRequest;
  /** Whether it was moved since the last version was made: then it is shown before it is made. */
  moved: boolean;
  /** Whether a version is being made. */
  making: boolean;
  /** What came of it. */
  made: ImageDocument | null;
}

export interface AdjustState {
  adjusting: Adjusting | null;
  /** Begins one: made at once with its usual values, unless something is still to be chosen. */
  begin(source: ImageDocument, masks: readonly ShownMask[], adjustment: AdjustmentRequest, wait?: boolean): void;
  /** A slider moves. */
  set(adjustment: AdjustmentRequest): void;
  /** It is let go: one version. */
  release(adjustment?: AdjustmentRequest): void;
  close(): void;
}

export function useAdjusting({ run }: Operations): AdjustState {
  const [adjusting, setAdjusting] = useState<Adjusting | null>(null);
  const make = useCallback((next: Adjusting) => {
    const begun = { ...next, making: true };
    setAdjusting(begun);
    void run({ kind: 'adjust', image: next.source.id, masks: next.masks.map(({ versionId }) => versionId), adjustment: next.adjustment }).then((done) => {
      // Moved on meanwhile: what is set now is made at the next release.
      setAdjusting((now) => now && { ...now, making: false, moved: done === null || now !== begun ? now.moved : false, made: done?.image ?? now.made });
    });
  }, [run]);
  const begin = useCallback<AdjustState['begin']>((source, masks, adjustment, wait = false) => {
    const next = { source, masks, adjustment, moved: true, making: false, made: null };
    if (wait) setAdjusting(next);
    else make(next);
  }, [make]);
  const set = useCallback((adjustment: AdjustmentRequest) => setAdjusting((now) => now && { ...now, adjustment, moved: true }), []);
  const release = (adjustment?: AdjustmentRequest) => {
    if (adjusting !== null && (adjusting.moved || adjustment !== undefined)) make({ ...adjusting, adjustment: adjustment ?? adjusting.adjustment, moved: true });
  };
  const close = useCallback(() => setAdjusting(null), []);
  return { adjusting, begin, set, release, close };
}
