// The end of a turn that no worker will finish.

import { appendEvents } from '../store/event-log.ts';
import type { ErrorDocument, LogEvent } from '../store/log-event.ts';
import { notify } from '../store/notifications.ts';
import type { Transaction } from '../store/store.ts';

/** Ends a queued or running turn as failed, with the last event of its log; false where it has ended already or is gone. */
export async function failTurn(transaction: Transaction, turnId: string, error: ErrorDocument): Promise<boolean> {
  const failed = await transaction.$queryRaw<{ session_id: string }[]>`
    UPDATE "turn" SET "status" = 'failed', "error" = ${JSON.stringify(error)}::jsonb, "finished_at" = now()
    WHERE "id" = ${turnId}::uuid AND "status" IN ('queued', 'running') RETURNING "session_id"::text`;
  if (failed.length === 0) return false;
  const { _max } = await transaction.event.aggregate({ where: { turnId }, _max: { seq: true } });
  const last = _max.seq ?? 0;
  const events: LogEvent[] = [{ type: 'turn-end', status: 'failed', error }];
  await appendEvents(transaction, turnId, last, last === 0 ? [{ type: 'turn-start' }, ...events] : events);
  await notify(transaction, 'focus_session', failed[0].session_id);
  return true;
}

/** Something went wrong that nobody foresaw. */
export function turnFailed(): ErrorDocument {
  return {
    code: 'turn-failed',
    message: 'This message could not be answered because of an error inside focus.',
    status: 500,
    hint: 'Send it again; the reason is in the log of the server.',
  };
}

export function workerDiedTwice(): ErrorDocument {
  return {
    code: 'worker-died-twice',
    message: 'The worker died twice on this message, so it was given up.',
    status: 500,
    hint: 'Nothing else was lost. Say it differently, or with a smaller picture; the reason is in the log of the server.',
  };
}
