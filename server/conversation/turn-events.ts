// The event log of a turn as it grows: from any place, without gap or repeat, until its end; and between its events the newest
// preview of what is painted, if it comes while somebody reads.

import { databaseError } from '../store/database-error.ts';
import { readEvents } from '../store/event-log.ts';
import type { LoggedEvent, PreviewEvent, TurnNews } from '../store/log-event.ts';
import { previewIn } from '../store/preview-channel.ts';
import type { Store } from '../store/store.ts';
import { createBell } from './bell.ts';
import { requireTurn } from './turns.ts';

/** Milliseconds after which the log is read even if nobody rang: a notification may be lost with its connection. */
const look = 2000;
/** Milliseconds a lost database is waited for; a restart takes a few seconds. */
const patience = 60_000;

/**
 * The events with seq > `after`, those there are at once and the others as they come; ends behind `turn-end` or when the
 * signal aborts. @throws FocusError `turn-unknown`; `database-unreachable` when it stays away for a minute.
 */
export async function* turnEvents(
  store: Store,
  turnId: string,
  { after = 0, signal }: { after?: number; signal?: AbortSignal } = {},
): AsyncGenerator<TurnNews, void, undefined> {
  await requireTurn(store, turnId);
  const bell = createBell();
  const newest: { preview: PreviewEvent | null } = { preview: null };
  // Subscribed before the first look, so that nothing falls between the two.
  const unsubscribe = store.notifications.subscribe('focus_turn', (payload) => {
    if (payload === turnId || payload === '') bell.ring();
  });
  const unsubscribePreviews = store.notifications.subscribe('focus_preview', (payload) => {
    const preview = previewIn(payload, turnId);
    if (preview === null) return;
    newest.preview = preview;
    bell.ring();
  });
  signal?.addEventListener('abort', bell.ring);
  let last = after;
  let lostAt: number | null = null;
  try {
    while (signal?.aborted !== true) {
      try {
        const news = await newsOf(store, turnId, last);
        lostAt = null;
        for (const logged of news.events) {
          yield logged;
          last = logged.seq;
          if (logged.event.type === 'turn-end') return;
        }
        if (news.over) return;
        const { preview } = newest;
        newest.preview = null;
        if (preview !== null) yield { turnId, seq: last, event: preview };
      } catch (error) {
        if (databaseError(error)?.code !== 'database-unreachable') throw error;
        lostAt ??= Date.now();
        if (Date.now() - lostAt > patience) throw error;
      }
      await bell.wait(look);
    }
  } finally {
    unsubscribe();
    unsubscribePreviews();
    signal?.removeEventListener('abort', bell.ring);
  }
}

/** What is new; `over` when the turn has ended and nothing will follow what is given. */
async function newsOf(store: Store, turnId: string, after: number): Promise<{ events: LoggedEvent[]; over: boolean }> {
  const events = await readEvents(store.prisma, turnId, after);
  if (events.length > 0) return { events, over: false };
  // A reader who already has the end would wait for ever. The end and its event are written together, so an ended turn
  // without news here may only have ended between the two looks.
  const turn = await store.prisma.turn.findUnique({ where: { id: turnId }, select: { status: true } });
  if (turn !== null && ['queued', 'running'].includes(turn.status)) return { events, over: false };
  return { events: await readEvents(store.prisma, turnId, after), over: true };
}
