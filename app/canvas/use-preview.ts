'use client';

import { useEffect, useMemo, useState } from 'react';
import type { PreviewDocument } from '../../server/conversation/documents.ts';
import type { ErrorDocument } from '../../server/store/log-event.ts';
import { previewTurn } from '../chat/api.ts';
import { choiceIn, withChoice, type Draft } from '../chat/draft.ts';
import { documentOf } from '../chat/request-error.ts';

export type PreviewMask = PreviewDocument['masks'][number];

/** What a click may mean, likeliest first, and which of it is chosen. */
export interface Meanings {
  names: string[];
  chosen: number;
}

export interface Preview {
  masks: PreviewMask[];
  /** Null where there is nothing to choose. */
  meanings: Meanings | null;
  /** It was looked and nothing is there. */
  isEmpty: boolean;
  error: ErrorDocument | null;
}

interface Answer {
  /** What was asked. */
  asked: string;
  masks: PreviewMask[];
  /** All that a click may mean, by its choice; none where that is one thing. */
  choices: PreviewMask[];
}

const none: Answer = { asked: '', masks: [], choices: [] };

/**
 * What the clicks and boxes of the draft mean, asked at each change over the lane that does not wait for turns. The words
 * are not sent: they are still being written, and may ask for something else than a mask.
 */
export function usePreview(sessionId: string, draft: Draft, allowed: boolean): Preview {
  const [answer, setAnswer] = useState(none);
  const [isEmpty, setIsEmpty] = useState(false);
  const [error, setError] = useState<ErrorDocument | null>(null);
  const { prompts, masks } = draft;
  // All that a click alone may mean comes with one answer, so choosing among it asks nothing.
  const asked = useMemo(() => {
    const all = prompts.length === 1 ? withChoice({ text: '', prompts, masks }, 0) : { prompts };
    return JSON.stringify({ prompts: all.prompts, masks });
  }, [prompts, masks]);
  useEffect(() => {
    setError(null);
    setIsEmpty(false);
    const pointed = JSON.parse(asked) as Pick<Draft, 'prompts' | 'masks'>;
    if (pointed.prompts.length === 0 || !allowed) {
      setAnswer(none);
      return;
    }
    const leaving = new AbortController();
    previewTurn(sessionId, { text: '', ...pointed }, leaving.signal).then(
      (preview) => {
        const choices = preview.alternatives.length === 0 ? [] : [...preview.masks, ...preview.alternatives];
        setAnswer({ asked, masks: preview.masks, choices });
        setIsEmpty(preview.masks.length === 0);
      },
      (thrown) => {
        if (leaving.signal.aborted) return;
        const document = documentOf(thrown);
        setAnswer(none);
        // A newer question took its place.
        if (document.code !== 'superseded') setError(document);
      },
    );
    return () => leaving.abort();
  }, [sessionId, asked, allowed]);

  const choice = choiceIn(draft);
  return useMemo(() => {
    const chosen = answer.choices[choice];
    // An answer to what was asked before is shown until the next one comes, but nothing is chosen from it.
    const meanings = chosen === undefined || answer.asked !== asked ? null : { names: answer.choices.map(({ name }) => name), chosen: choice };
    return { masks: chosen === undefined ? answer.masks : [chosen], meanings, isEmpty, error };
  }, [answer, asked, choice, isEmpty, error]);
}
