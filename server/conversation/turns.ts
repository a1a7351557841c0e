// A turn after it was said: read, and stopped.

import { appendEvents } from '../store/event-log.ts';
import type { TurnStatus } from '../store/log-event.ts';
import { notify } from '../store/notifications.ts';
import type { Store, Transaction } from '../store/store.ts';
import type { TurnDocument } from './documents.ts';
import { refuse } from './refusals.ts';
import { isId } from './requests.ts';
import { turnDocument, withTurn } from './session-document.ts';
import { turnStanding } from './turn-standing.ts';
import { workersAlive } from './workers-alive.ts';

export async function getTurn(store: Store, id: string): Promise<TurnDocument> {
  const row = isId(id) ? await store.prisma.turn.findUnique({ where: { id, session: { deletedAt: null } }, include: withTurn }) : null;
  if (row === null) throw refuse.unknown('turn', id);
  return { ...turnDocument(row), ...(isOpen(row.status) ? await turnStanding(store.prisma, id) : {}) };
}

const isOpen = (status: string): boolean => status === 'queued' || status === 'running';

export interface TurnProgress {
  status: TurnStatus;
  /** seq of the last event so far; 0 where there is none. */
  lastSeq: number;
}

export async function turnProgress(store: Store, id: string): Promise<TurnProgress> {
  return { status: await requireTurn(store, id), lastSeq: await lastSeq(store.prisma, id) };
}

/** How the turn stands. @throws InputError `turn-unknown`. */
export async function requireTurn(store: Store, id: string): Promise<TurnStatus> {
  const row = isId(id) ? await store.prisma.turn.findUnique({ where: { id, session: { deletedAt: null } }, select: { status: true } }) : null;
  if (row === null) throw refuse.unknown('turn', id);
  return row.status as TurnStatus;
}

async function lastSeq(prisma: Transaction, turnId: string): Promise<number> {
  const { _max } = await prisma.event.aggregate({ where: { turnId }, _max: { seq: true } });
  return _max.seq ?? 0;
}

/**
 * Asks for the end of a turn. Its worker ends it within one step and keeps the text so far; a turn that nobody works on
 * ends here. A turn that is over stays as it is.
 */
export async function stopTurn(store: Store, id: string): Promise<TurnDocument> {
  if (!isId(id)) throw refuse.unknown('turn', id);
  await store.prisma.$transaction(async (transaction) => {
    // Against a worker that is just taking it up or just finishing it.
    await transaction.$queryRaw`SELECT 1 FROM "turn" WHERE "id" = ${id}::uuid FOR UPDATE`;
    const turn = await transaction.turn.findUnique({ where: { id } });
    if (turn === null) throw refuse.unknown('turn', id);
    const { status, workerId, sessionId } = turn;
    if (status === 'queued') return endTurn(transaction, id, sessionId);
    if (status !== 'running') return;
    const alive = await workersAlive(transaction);
    if (!alive.some((worker) => worker.id === workerId)) return endTurn(transaction, id, sessionId);
    await transaction.turn.update({ where: { id }, data: { stopRequested: true } });
    await notify(transaction, 'focus_stop', id);
  });
  return getTurn(store, id);
}

/** Writes of a worker that comes back to life are refused afterwards: they need a running turn. */
async function endTurn(transaction: Transaction, id: string, sessionId: string): Promise<void> {
  await transaction.turn.update({ where: { id }, data: { status: 'stopped', stopRequested: true, finishedAt: new Date() } });
  await appendEvents(transaction, id, await lastSeq(transaction, id), [{ type: 'turn-end', status: 'stopped' }]);
  await notify(transaction, 'focus_session', sessionId);
}
