// Taking up a turn. From here on the attempt and the worker's id are a fence: whoever writes under another pair has lost the
// turn, and everything it still wants to write is refused.

import { failTurn, workerDiedTwice } from '../queue/fail-turn.ts';
import { heartbeatLimit, maximumAttempts } from '../queue/recovery.ts';
import { isSetAside, pictureSetAside } from '../queue/set-aside.ts';
import type { TurnQueue } from '../queue/turn-queue.ts';
import { appendEvents, readEvents } from '../store/event-log.ts';
import type { Prompt, Turn } from '../store/generated/client.ts';
import type { LogEvent } from '../store/log-event.ts';
import type { Store, Transaction } from '../store/store.ts';

export interface Claim {
  turn: Turn & { prompts: Prompt[]; imageVersion: { id: string; width: number; height: number } | null };
  attempt: number;
  workerId: string;
  /** What stands in the log already; never empty, its first event is turn-start. */
  logged: LogEvent[];
}

/** The turn is in other hands, or gone: stop without a word. */
export class Abandoned extends Error {}

/** Makes the turn this worker's; null where there is nothing to do. */
export async function claimTurn({ prisma }: Store, turnId: string, workerId: string): Promise<Claim | null> {
  return prisma.$transaction(async (transaction) => {
    const rows = await transaction.$queryRaw<{ status: string; attempt: number; owner: string | null; startedAt: Date | null; alive: boolean }[]>`
      SELECT "status", "attempt", "worker_id"::text AS "owner", "started_at" AS "startedAt", EXISTS (
        SELECT FROM "worker" WHERE "id" = "turn"."worker_id" AND "heartbeat_at" > now() - make_interval(secs => ${heartbeatLimit})
      ) AS "alive" FROM "turn" WHERE "id" = ${turnId}::uuid FOR UPDATE`;
    const [row] = rows;
    if (row === undefined || (row.status !== 'queued' && row.status !== 'running')) return null;
    const mineAlready = row.status === 'running' && row.owner === workerId;
    if (row.status === 'running' && row.alive && !mineAlready) return null;
    if (await isSetAside(transaction, turnId)) {
      await failTurn(transaction, turnId, pictureSetAside());
      return null;
    }
    if (row.attempt >= maximumAttempts && !mineAlready) {
      await failTurn(transaction, turnId, workerDiedTwice());
      return null;
    }
    // What this very worker had to let go of (a full disk, say) was no death.
    const attempt = mineAlready ? row.attempt : row.attempt + 1;
    const turn = await transaction.turn.update({
      where: { id: turnId },
      data: { status: 'running', attempt, workerId, startedAt: row.startedAt ?? new Date() },
      include: { prompts: { orderBy: { position: 'asc' } }, imageVersion: { select: { id: true, width: true, height: true } } },
    });
    const logged = (await readEvents(transaction, turnId)).map(({ event }) => event);
    if (logged.length === 0) {
      await appendEvents(transaction, turnId, 0, [{ type: 'turn-start' }]);
      logged.push({ type: 'turn-start' });
    }
    return { turn, attempt, workerId, logged };
  });
}

/** Locks the turn for the rest of the transaction. @throws Abandoned where it is not this claim's any more. */
export async function holdTurn(transaction: Transaction, { turn, attempt, workerId }: Claim): Promise<void> {
  const held = await transaction.$queryRaw<unknown[]>`
    SELECT 1 FROM "turn" WHERE "id" = ${turn.id}::uuid AND "status" = 'running'
      AND "attempt" = ${attempt} AND "worker_id" = ${workerId}::uuid FOR UPDATE`;
  if (held.length === 0) throw new Abandoned();
}

/** Gives the turn back to the queue as if this worker had never had it; what it said stays in the log and is gone on with. */
export async function returnTurn({ prisma }: Store, queue: TurnQueue, claim: Claim): Promise<void> {
  await prisma.$transaction(async (transaction) => {
    await holdTurn(transaction, claim);
    await transaction.turn.update({ where: { id: claim.turn.id }, data: { status: 'queued', attempt: claim.attempt - 1, workerId: null } });
    await queue.enqueue(transaction, claim.turn.id);
  });
}
