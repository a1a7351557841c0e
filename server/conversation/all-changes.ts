// Wake-ups for those who watch all sessions: one of them has changed, came or went.

import type { Store } from '../store/store.ts';
import { createBell } from './bell.ts';

const look = 60_000;

/** The id of each session that changes, '' where some may have been missed: at the beginning, and when the database was away. Ends when the signal aborts. */
export async function* allChanges(store: Store, signal?: AbortSignal): AsyncGenerator<{ sessionId: string }, void, undefined> {
  const bell = createBell();
  const changed = new Set<string>(['']);
  const unsubscribe = store.notifications.subscribe('focus_session', (sessionId) => {
    changed.add(sessionId);
    bell.ring();
  });
  signal?.addEventListener('abort', bell.ring);
  try {
    while (signal?.aborted !== true) {
      const [sessionId] = changed;
      if (sessionId === undefined) await bell.wait(look);
      else {
        changed.delete(sessionId);
        if (sessionId === '' || await isShown(store, sessionId)) yield { sessionId };
      }
    }
  } finally {
    unsubscribe();
    signal?.removeEventListener('abort', bell.ring);
  }
}

/** The bell rings for the sessions of all owners. One that is gone for good was nobody's secret, but has no owner to ask. */
async function isShown({ owner, prisma }: Store, id: string): Promise<boolean> {
  return owner === null || await prisma.session.findUnique({ where: { id }, select: { id: true } }) !== null;
}
