// Wake-ups for those who show a session: something in it has changed, read it again.

import type { Store } from '../store/store.ts';
import { createBell } from './bell.ts';
import { requireSession } from './sessions.ts';

/** Milliseconds between looks at the signal; the wake-ups themselves do not wait for it. */
const look = 60_000;

/**
 * Gives the id once at once (who subscribes first and reads then misses nothing) and at every change; changes that come
 * close together may be one. Ends when the signal aborts. @throws FocusError `session-unknown`.
 */
export async function* sessionChanges(
  store: Store,
  sessionId: string,
  signal?: AbortSignal,
): AsyncGenerator<{ sessionId: string }, void, undefined> {
  const bell = createBell();
  let changed = true;
  const unsubscribe = store.notifications.subscribe('focus_session', (payload) => {
    if (payload !== sessionId && payload !== '') return;
    changed = true;
    bell.ring();
  });
  signal?.addEventListener('abort', bell.ring);
  try {
    await requireSession(store, sessionId);
    while (signal?.aborted !== true) {
      if (changed) {
        changed = false;
        yield { sessionId };
      } else {
        await bell.wait(look);
      }
    }
  } finally {
    unsubscribe();
    signal?.removeEventListener('abort', bell.ring);
  }
}
