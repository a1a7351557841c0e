'use client';

import { useCallback, useMemo, useRef, useState } from 'react';
import type { SessionDocument, TurnDocument } from '../../server/conversation/documents.ts';
import { rateTurn } from './api.ts';

export type Rating = TurnDocument['rating'];

/** How answers are rated, by the id of their turn: as the last click said, also before the server has heard of it. Sent one after the other. */
export function useRatings({ turns }: SessionDocument, reload: () => Promise<unknown>, onError: (thrown: unknown) => void): { ratings: ReadonlyMap<string, Rating>; rate(turnId: string, rating: Rating): void } {
  const [given, setGiven] = useState<readonly { turnId: string; rating: Rating }[]>([]);
  const queue = useRef<Promise<unknown>>(Promise.resolve());
  const ratings = useMemo(() => new Map([...turns.map(({ id, rating }) => [id, rating] as const), ...given.map(({ turnId, rating }) => [turnId, rating] as const)]), [turns, given]);
  const rate = useCallback((turnId: string, rating: Rating) => {
    const mine = { turnId, rating };
    setGiven((all) => [...all, mine]);
    queue.current = queue.current
      .then(() => rateTurn(turnId, rating)).then(reload, onError)
      .finally(() => setGiven((all) => all.filter((each) => each !== mine)));
  }, [reload, onError]);
  return { ratings, rate };
}
