// Turns that a dead worker left running are queued again at once, or given up when it was the second death.

import { hostname } from 'node:os';
import type { Store } from '../store/store.ts';
import { failTurn, workerDiedTwice } from './fail-turn.ts';
import { isSetAside, pictureSetAside } from './set-aside.ts';
import type { TurnQueue } from './turn-queue.ts';

/** Workers may take a turn up so often; a turn that kills each of them must not kill forever. */
export const maximumAttempts = 2;

/** Seconds without a heartbeat after which a worker counts as dead. The model may block its process for a few. */
export const heartbeatLimit = 15;

/**
 * Takes running turns from dead workers: those named, those without a heartbeat for 15 s, those of this machine whose process is
 * gone. Queued turns whose job was lost with a worker are queued again too. Safe to call at any time, from anywhere.
 * @returns how many running turns were taken.
 */
export async function recoverTurns(store: Store, queue: TurnQueue, deadWorkerIds: string[] = []): Promise<number> {
  const { prisma } = store;
  const living = new Set<string>();
  for (const worker of await workers(store)) {
    if (worker.fresh && !deadWorkerIds.includes(worker.id) && !isGone(worker)) living.add(worker.id);
    // A worker that was only frozen writes its row anew; its turn it has lost.
    else await prisma.worker.deleteMany({ where: { id: worker.id, heartbeatAt: worker.heartbeatAt } });
  }
  let taken = 0;
  for (const turn of await prisma.turn.findMany({ where: { status: 'running' }, select: { id: true, attempt: true, workerId: true } })) {
    if (turn.workerId !== null && living.has(turn.workerId)) continue;
    const done = await prisma.$transaction(async (transaction) => {
      // The conditions once more: another process may recover, or the worker finish, at this moment.
      const { count } = await transaction.turn.updateMany({ where: { ...turn, status: 'running' }, data: { status: 'queued', workerId: null } });
      if (count === 0) return false;
      if (await isSetAside(transaction, turn.id)) await failTurn(transaction, turn.id, pictureSetAside());
      else if (turn.attempt >= maximumAttempts) await failTurn(transaction, turn.id, workerDiedTwice());
      else await queue.enqueue(transaction, turn.id);
      return true;
    });
    if (done) taken += 1;
  }
  for (const { id } of await prisma.turn.findMany({ where: { status: 'queued' }, select: { id: true }, orderBy: { createdAt: 'asc' } })) {
    await prisma.$transaction((transaction) => queue.enqueue(transaction, id));
  }
  return taken;
}

interface WorkerRow {
  id: string;
  pid: number;
  host: string;
  heartbeatAt: Date;
  fresh: boolean;
}

/** The database's clock decides, which all machines share. */
async function workers({ prisma }: Store): Promise<WorkerRow[]> {
  return prisma.$queryRaw`
    SELECT "id"::text, "pid", "host", "heartbeat_at" AS "heartbeatAt",
      "heartbeat_at" > now() - make_interval(secs => ${heartbeatLimit}) AS "fresh" FROM "worker"`;
}

function isGone({ pid, host }: WorkerRow): boolean {
  if (host !== hostname()) return false;
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}
