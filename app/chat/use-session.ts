'use client';

import { useCallback, useEffect, useRef, useState } from 'react';
import type { SessionDocument } from '../../server/conversation/documents.ts';
import type { ErrorDocument } from '../../server/store/log-event.ts';
import { getSession } from './api.ts';
import { documentOf, mayPass } from './request-error.ts';
import { followEvents, pause } from './server-sent-events.ts';

export interface SessionState {
  session: SessionDocument | null;
  /** Why there is none, or none newer. */
  error: ErrorDocument | null;
  connected: boolean;
  reload(): Promise<void>;
}

/** The stored history of a session, read again whenever the server says that it changed: another tab, an agent, a turn's end. */
export function useSession(id: string): SessionState {
  const [session, setSession] = useState<SessionDocument | null>(null);
  const [error, setError] = useState<ErrorDocument | null>(null);
  const [connected, setConnected] = useState(true);
  const asked = useRef(0);

  const reload = useCallback(async () => {
    asked.current += 1;
    const mine = asked.current;
    try {
      const found = await getSession(id);
      if (mine !== asked.current) return;
      setSession(found);
      setError(null);
    } catch (thrown) {
      if (mine !== asked.current) return;
      setError(documentOf(thrown));
      if (!mayPass(thrown)) return;
      await pause(1500);
      if (mine === asked.current) void reload();
    }
  }, [id]);

  useEffect(() => {
    void reload();
    let leaving = new AbortController();
    const watch = async (signal: AbortSignal) => {
      try {
        const changes = followEvents({ address: () => `/api/sessions/${id}/events`, signal, onConnection: setConnected });
        for await (const _ of changes) void reload();
      } catch {
        // The session is gone; reading it says so.
        void reload();
      }
    };
    // A browser opens six lines to a server: a page that nobody sees must not hold one.
    const onVisibility = () => {
      leaving.abort();
      if (document.visibilityState === 'hidden') return;
      leaving = new AbortController();
      void watch(leaving.signal);
    };
    onVisibility();
    document.addEventListener('visibilitychange', onVisibility);
    return () => {
      asked.current += 1;
      leaving.abort();
      document.removeEventListener('visibilitychange', onVisibility);
    };
  }, [id, reload]);

  return { session, error, connected, reload };
}
