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
  /** Reads it again and gives the newest that is known then; null where nothing answered yet. */
  reload(): Promise<SessionDocument | null>;
}

/** How far the reading of a session is: requests are counted, and an answer carries the number of its request. */
const newReading = () => ({ asked: 0, shown: 0, found: null as SessionDocument | null });

/** The stored history of a session, read again whenever the server says that it changed: another tab, an agent, a turn's end. */
export function useSession(id: string): SessionState {
  const [session, setSession] = useState<SessionDocument | null>(null);
  const [error, setError] = useState<ErrorDocument | null>(null);
  const [connected, setConnected] = useState(true);
  const reading = useRef(newReading());

  const reload = useCallback(async () => {
    const { current: now } = reading;
    now.asked += 1;
    const mine = now.asked;
    try {
      const found = await getSession(id);
      // An answer counts unless one that was asked for later is shown already: where changes come faster than answers, every one
      // of them would otherwise be thrown away.
      if (now !== reading.current || mine < now.shown) return now.found;
      Object.assign(now, { shown: mine, found });
      setSession(found);
      setError(null);
    } catch (thrown) {
      if (now !== reading.current || mine !== now.asked) return now.found;
      setError(documentOf(thrown));
      if (!mayPass(thrown)) return now.found;
      void pause(1500).then(() => {
        if (now === reading.current && mine === now.asked) void reload();
      });
    }
    return now.found;
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
      reading.current = newReading();
      leaving.abort();
      document.removeEventListener('visibilitychange', onVisibility);
    };
  }, [id, reload]);

  return { session, error, connected, reload };
}
