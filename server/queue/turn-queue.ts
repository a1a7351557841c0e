// The queue of turns: pg-boss in a schema of its own in the same database. It delivers at least once; that a turn is
// carried out once is what the claim in server/worker sees to. A notification wakes the workers, polling is for what was missed.

import PgBoss from 'pg-boss';
import { databaseError } from '../store/database-error.ts';
import { notify } from '../store/notifications.ts';
import type { Store, Transaction } from '../store/store.ts';
import { failTurn, turnFailed } from './fail-turn.ts';

export interface TurnQueue {
  /** In the transaction that stores the turn: both or neither. Of a turn that waits already nothing is added. */
  enqueue(transaction: Transaction, turnId: string): Promise<void>;
  /** Hands turns to the handler, one at a time, from now until `close`. Call once. What the handler throws is tried again later. */
  work(handler: (turnId: string) => Promise<void>): Promise<void>;
  /** Takes no further turn, waits for the running one, lets go of the database. */
  close(): Promise<void>;
}

const schema = 'pgboss';
const [turns, dead] = ['turn', 'turn-dead'];

/** A worker that dies is noticed by its heartbeat (recovery.ts); this is the net below. */
const settings = { expireInSeconds: 900, retryLimit: 3, retryDelay: 2, retryBackoff: true, deadLetter: dead };

/** Milliseconds between looks without a notification. */
const pollEvery = 2000;

/** Creates or migrates pg-boss's tables and the queues; once, before anything else uses them. */
export async function prepareQueue(databaseUrl: string): Promise<void> {
  const boss = new PgBoss({ connectionString: databaseUrl, schema, supervise: false, schedule: false, max: 1 });
  // Without a listener a lost idle connection would end the process.
  boss.on('error', () => undefined);
  try {
    await boss.start();
    await boss.createQueue(dead);
    // `short`: one waiting job a turn, so that enqueueing again does nothing.
    const queue = { name: turns, policy: 'short' as const, ...settings };
    await boss.createQueue(turns, queue);
    await boss.updateQueue(turns, queue);
  } catch (error) {
    throw databaseError(error) ?? error;
  } finally {
    await boss.stop({ graceful: false });
  }
}

/** `sender` only enqueues and needs no connection of its own; `worker` also takes turns and keeps the queue tidy. */
export async function openTurnQueue(options: { databaseUrl: string; store: Store; role: 'sender' | 'worker' }): Promise<TurnQueue> {
  const { databaseUrl, store, role } = options;
  const boss = new PgBoss({ connectionString: databaseUrl, schema, migrate: false, schedule: false, max: 2, supervise: role === 'worker', maintenanceIntervalSeconds: 30 });
  boss.on('error', () => undefined);
  const bell = createBell();
  let closed = false;
  let working: Promise<void> | undefined;
  let unsubscribe = (): void => undefined;

  const enqueue = async (transaction: Transaction, turnId: string): Promise<void> => {
    await boss.send(turns, { turnId }, { singletonKey: turnId, db: through(transaction) });
    await notify(transaction, 'focus_queue', turnId);
  };

  const takeOne = async (handler: (turnId: string) => Promise<void>): Promise<boolean> => {
    const [job] = await boss.fetch<{ turnId: string }>(turns);
    if (job === undefined) return false;
    const { turnId } = job.data;
    try {
      // Closed while it was on its way here: it is for another worker.
      if (closed) await store.prisma.$transaction((transaction) => enqueue(transaction, turnId));
      else await handler(turnId);
      await boss.complete(turns, job.id);
    } catch (error) {
      await boss.fail(turns, job.id, { message: error instanceof Error ? error.message : String(error) });
    }
    return true;
  };

  /** A turn whose every try was thrown back is over. */
  const buryDead = async (): Promise<void> => {
    const [job] = await boss.fetch<{ turnId: string }>(dead);
    if (job === undefined) return;
    await store.prisma.$transaction((transaction) => failTurn(transaction, job.data.turnId, turnFailed()));
    await boss.complete(dead, job.id);
  };

  const loop = async (handler: (turnId: string) => Promise<void>): Promise<void> => {
    while (!closed) {
      bell.reset();
      try {
        if (await takeOne(handler)) continue;
        await buryDead();
      } catch (error) {
        console.error(`The queue cannot be read: ${(databaseError(error) ?? (error as Error)).message}`);
      }
      if (!closed) await bell.wait(pollEvery);
    }
  };

  if (role === 'worker') await boss.start().catch((error: unknown) => { throw databaseError(error) ?? error; });
  return {
    enqueue,
    async work(handler) {
      unsubscribe = store.notifications.subscribe('focus_queue', bell.ring);
      working = loop(handler);
    },
    async close() {
      closed = true;
      bell.ring();
      unsubscribe();
      await working;
      if (role === 'worker') await boss.stop({ graceful: false });
    },
  };
}

/** The transaction as pg-boss wants to see a database. Prisma cannot guess the type of a plain object. */
function through(transaction: Transaction): PgBoss.Db {
  const plain = (value: unknown): unknown => (typeof value === 'object' && value !== null ? JSON.stringify(value) : value);
  return { executeSql: async (text, values) => ({ rows: await transaction.$queryRawUnsafe<object[]>(text, ...values.map(plain)) }) };
}

/** A wake-up that is not lost when it comes while nobody waits. */
function createBell(): { ring(): void; reset(): void; wait(milliseconds: number): Promise<void> } {
  let rung = false;
  let wake = (): void => undefined;
  return {
    ring: () => {
      rung = true;
      wake();
    },
    reset: () => { rung = false; },
    wait: (milliseconds) => new Promise((resolve) => {
      if (rung) return resolve();
      const timer = setTimeout(resolve, milliseconds);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    }),
  };
}
