'use client';

import { useEffect, useState } from 'react';
import type { PreviewDocument } from '../../server/conversation/documents.ts';
import type { ErrorDocument } from '../../server/store/log-event.ts';
import { previewTurn } from '../chat/api.ts';
import type { Draft } from '../chat/draft.ts';
import { documentOf } from '../chat/request-error.ts';

export type PreviewMask = PreviewDocument['masks'][number];

export interface Preview {
  masks: PreviewMask[];
  /** It was looked and nothing is there. */
  isEmpty: boolean;
  error: ErrorDocument | null;
}

const none: PreviewMask[] = [];

/**
 * What the clicks and boxes of the draft mean, asked at each change over the lane that does not wait for turns. The words
 * are not sent: they are still being written, and may ask for something else than a mask.
 */
export function usePreview(sessionId: string, { prompts, masks }: Draft, allowed: boolean): Preview {
  const [shown, setShown] = useState(none);
  const [isEmpty, setIsEmpty] = useState(false);
  const [error, setError] = useState<ErrorDocument | null>(null);
  useEffect(() => {
    setError(null);
    setIsEmpty(false);
    if (prompts.length === 0 || !allowed) {
      setShown(none);
      return;
    }
    const leaving = new AbortController();
    previewTurn(sessionId, { text: '', prompts, masks }, leaving.signal).then(
      (preview) => {
        setShown(preview.masks);
        setIsEmpty(preview.masks.length === 0);
      },
      (thrown) => {
        if (leaving.signal.aborted) return;
        const document = documentOf(thrown);
        setShown(none);
        // A newer question took its place.
        if (document.code !== 'superseded') setError(document);
      },
    );
    return () => leaving.abort();
  }, [sessionId, prompts, masks, allowed]);
  return { masks: shown, isEmpty, error };
}
