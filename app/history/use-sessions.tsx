'use client';

import { createContext, useCallback, useContext, useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import type { SessionSummary } from '../../server/conversation/documents.ts';
import type { ErrorDocument } from '../../server/store/log-event.ts';
import { listSessions } from '../chat/api.ts';
import { documentOf } from '../chat/request-error.ts';

export interface Sessions {
  /** Newest first; null until they came for the first time. */
  sessions: SessionSummary[] | null;
  error: ErrorDocument | null;
  hasMore: boolean;
  /** Words that are looked for in titles, messages and answers. */
  search: string;
  setSearch(words: string): void;
  reload(): Promise<void>;
  more(): Promise<void>;
}

const Context = createContext<Sessions | null>(null);

/** The list of sessions, shared by the side bar and the pages that change it. */
export function SessionsProvider({ children }: { children: ReactNode }) {
  const [sessions, setSessions] = useState<SessionSummary[] | null>(null);
  const [next, setNext] = useState<string | null>(null);
  const [error, setError] = useState<ErrorDocument | null>(null);
  const [search, setSearch] = useState('');
  const asked = useRef(0);

  const load = useCallback(async (before?: string) => {
    asked.current += 1;
    const mine = asked.current;
    try {
      const page = await listSessions({ before, search: search.trim() });
      if (mine !== asked.current) return;
      setSessions((known) => (before === undefined ? page.sessions : [...(known ?? []), ...page.sessions]));
      setNext(page.next ?? null);
      setError(null);
    } catch (thrown) {
      setError(documentOf(thrown));
    }
  }, [search]);
  const reload = useCallback(() => load(), [load]);
  const more = useCallback(() => load(next ?? undefined), [load, next]);

  // While words are being typed they are looked for when the typing rests.
  useEffect(() => {
    const timer = setTimeout(() => void reload(), search === '' ? 0 : 200);
    return () => clearTimeout(timer);
  }, [reload, search]);

  const value = useMemo(() => ({ sessions, error, hasMore: next !== null, search, setSearch, reload, more }), [sessions, error, next, search, reload, more]);
  return <Context value={value}>{children}</Context>;
}

export function useSessions(): Sessions {
  const value = useContext(Context);
  if (value === null) throw new Error('useSessions needs a SessionsProvider above it');
  return value;
}
