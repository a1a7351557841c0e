// What a worker said about a turn: an append-only log (turn, seq), seq from 1 without gaps.

import { FocusError } from '../errors.ts';
import type { PrismaClient } from './generated/client.ts';
import type { LoggedEvent, LogEvent } from './log-event.ts';
import type { Transaction } from './store.ts';

/**
 * Writes the events as seq after+1, after+2, … and wakes the readers of the turn when the transaction commits.
 * `after` has to be the last seq in the log. Gives the new last seq.
 * @throws FocusError `event-log-conflict` when it is not (someone else wrote); a race of two is lost by a unique key.
 */
export async function appendEvents(
  transaction: Transaction,
  turnId: string,
  after: number,
  events: readonly LogEvent[],
): Promise<number> {
  if (events.length === 0) return after;
  const written = await transaction.$executeRaw`
    INSERT INTO "event" ("turn_id", "seq", "payload")
    SELECT ${turnId}::uuid, ${after}::int + position, payload
    FROM jsonb_array_elements(${JSON.stringify(events)}::jsonb) WITH ORDINALITY AS given(payload, position)
    WHERE (SELECT coalesce(max("seq"), 0) FROM "event" WHERE "turn_id" = ${turnId}::uuid) = ${after}::int`;
  if (written !== events.length) {
    throw new FocusError({
      code: 'event-log-conflict',
      message: `Event ${after + 1} of turn ${turnId} cannot be written: the log ends elsewhere.`,
      status: 409,
      hint: 'Another worker took the turn up; this one has to let go of it.',
    });
  }
  await transaction.$executeRaw`SELECT pg_notify('focus_turn', ${turnId})`;
  return after + events.length;
}

/** The events with seq > after, in order. */
export async function readEvents(prisma: PrismaClient | Transaction, turnId: string, after = 0): Promise<LoggedEvent[]> {
  const rows = await prisma.event.findMany({ where: { turnId, seq: { gt: after } }, orderBy: { seq: 'asc' } });
  return rows.map((row) => ({ turnId, seq: row.seq, event: row.payload as unknown as LogEvent }));
}
