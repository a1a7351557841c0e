// Messages that wait until the one before is answered. They outlive a reload of the page.

'use client';

import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { Draft } from './draft.ts';

export interface Waiting {
  drafts: readonly Draft[];
  add(draft: Draft): void;
  /** Before all others: it was to be the next one. */
  putBack(draft: Draft): void;
  remove(index: number): Draft | undefined;
}

export function useWaiting(sessionId: string): Waiting {
  const key = `focus-waiting-${sessionId}`;
  const [drafts, setDrafts] = useState<readonly Draft[]>([]);
  const latest = useRef(drafts);
  const change = useCallback((next: readonly Draft[]) => {
    latest.current = next;
    setDrafts(next);
    try {
      if (next.length === 0) sessionStorage.removeItem(key);
      else sessionStorage.setItem(key, JSON.stringify(next));
    } catch {
      // Then they wait as long as the page lives.
    }
  }, [key]);
  useEffect(() => {
    try {
      const stored = JSON.parse(sessionStorage.getItem(key) ?? '[]');
      if (Array.isArray(stored) && stored.length > 0) change(stored);
    } catch {
      // Not ours.
    }
  }, [key, change]);
  return useMemo(() => ({
    drafts,
    add: (draft) => change([...latest.current, draft]),
    putBack: (draft) => change([draft, ...latest.current]),
    remove: (index) => {
      const removed = latest.current[index];
      change(latest.current.filter((_, each) => each !== index));
      return removed;
    },
  }), [drafts, change]);
}
