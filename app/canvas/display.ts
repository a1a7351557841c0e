// How masks are shown, as this browser prefers it.

'use client';

import { useCallback, useEffect, useState } from 'react';

export interface Display {
  /** Of the fill of masks, 0 to 1; the outline stays. */
  opacity: number;
  masksShown: boolean;
  /** Whether what a click would mark is shown before the click. */
  live: boolean;
  /** Of the brush, in screen pixels at the moment it is used. */
  brush: number;
}

export const defaultDisplay: Display = { opacity: 0.28, masksShown: true, live: true, brush: 14 };
const key = 'focus-display';

export function useDisplay(): [Display, (change: Partial<Display>) => void] {
  const [display, setDisplay] = useState(defaultDisplay);
  // After the first render, so that the server's page and the browser's are the same.
  useEffect(() => {
    try {
      setDisplay({ ...defaultDisplay, ...JSON.parse(localStorage.getItem(key) ?? '{}') });
    } catch {
      // Storage is closed or not ours: the defaults.
    }
  }, []);
  const change = useCallback((part: Partial<Display>) => {
    setDisplay((now) => {
      const next = { ...now, ...part };
      try {
        localStorage.setItem(key, JSON.stringify(next));
      } catch {
        // Then it holds as long as the page.
      }
      return next;
    });
  }, []);
  return [display, change];
}
