'use client';

import { useCallback, useEffect, useRef, useState } from 'react';
import { previewTurn } from '../chat/api.ts';
import type { Draft } from '../chat/draft.ts';
import type { PreviewMask } from './use-preview.ts';
import type { Place } from './view.ts';

/** How long the pointer rests before it is asked, ms. */
const rest = 60;
/** Slower answers than this, ms, are of no use while the pointer moves: then it is asked no more until the page is opened again. */
const fastEnough = 350;
const patience = 3;
const none: PreviewMask[] = [];

/** What a click under the pointer would mark, asked one at a time while the machine is fast enough. Gives the mask and what takes the pointer's place. */
export function useLivePreview(sessionId: string, { prompts, masks }: Draft, { wanted, positive }: { wanted: boolean; positive: boolean }): [PreviewMask[], (place: Place | null) => void] {
  const [shown, setShown] = useState(none);
  const slow = useRef(0);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const asking = useRef<AbortController | null>(null);
  const latest = useRef({ prompts, masks, wanted, positive });
  latest.current = { prompts, masks, wanted, positive };

  const clear = useCallback(() => {
    clearTimeout(timer.current);
    asking.current?.abort();
    asking.current = null;
    setShown(none);
  }, []);
  // A click asks for itself; what was shown before it is old.
  useEffect(clear, [clear, prompts, masks, wanted, positive]);
  useEffect(() => clear, [clear]);

  const onHover = useCallback((place: Place | null) => {
    clearTimeout(timer.current);
    const { wanted: on } = latest.current;
    if (place === null) return clear();
    if (!on || slow.current >= patience) return;
    timer.current = setTimeout(async () => {
      if (asking.current !== null) return;
      const mine = new AbortController();
      asking.current = mine;
      const { prompts: placed, masks: meant, positive: isThis } = latest.current;
      const from = performance.now();
      try {
        const { masks: found } = await previewTurn(sessionId, { text: '', prompts: [...placed, { kind: 'point', ...place, positive: isThis }], masks: meant }, mine.signal);
        if (!mine.signal.aborted) setShown(found);
      } catch {
        // Of no weight: nothing was asked for by a click.
      }
      slow.current = performance.now() - from > fastEnough ? slow.current + 1 : 0;
      if (asking.current === mine) asking.current = null;
    }, rest);
  }, [sessionId, clear]);
  return [shown, onHover];
}
