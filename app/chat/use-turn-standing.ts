'use client';

import { useEffect, useState } from 'react';
import { getTurn } from './api.ts';

export interface TurnStanding {
  /** How many others are to be done before it. */
  before: number;
  /** Seconds it will still take; null where that is not known. */
  secondsLeft: number | null;
}

const unknown: TurnStanding = { before: 0, secondsLeft: null };
/** Milliseconds from one question to the next. What is over before the first needs no estimate. */
const pause = 1500;

/** How a turn that waits or runs stands, asked for again and again; nothing is known of the answer that is not there. */
export function useTurnStanding(turnId: string | undefined): TurnStanding {
  const [standing, setStanding] = useState(unknown);
  useEffect(() => {
    setStanding(unknown);
    if (turnId === undefined) return;
    let gone = false;
    const timer = setInterval(() => {
      getTurn(turnId).then(
        ({ before = 0, secondsLeft = null }) => { if (!gone) setStanding({ before, secondsLeft }); },
        () => { if (!gone) setStanding(unknown); },
      );
    }, pause);
    return () => {
      gone = true;
      clearInterval(timer);
    };
  }, [turnId]);
  return standing;
}
