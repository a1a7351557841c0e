// The queue of turns: pg-boss in a schema of its own in the same database. It delivers at least once; that a turn is
// carried out once is what the claim in server/worker sees to. A notification wakes the workers, polling is for what was missed.

import { fromPrisma, type Job, PgBoss } from 'pg-boss';
import { databaseError } from '../store/database-error.ts';
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

interface Order {
  turnId: string;
}

const schema = 'pgboss';
const [turns, dead] = ['turn', 'turn-dead'];

/**
 * A worker that dies is noticed by its own heartbeat (recovery.ts); those of its jobs are the net below, and clear away what it
 * held. While they come a turn may take an hour.
 */
const settings = {
  notify: true, heartbeatSeconds: 30, expireInSeconds: 3600, retryLimit: 3, retryDelay: 2, retryBackoff: true, deadLetter: dead,
};

/** Seconds between looks without a notification, also where those were believed to come. */
const polling = { pollingIntervalSeconds: 2, notifyPollingIntervalSeconds: 2 };

/** What every use of pg-boss here leaves out: schedules, its own list of instances, telemetry. */
const plain = { schema, schedule: false, registerInstance: false, openTelemetry: { enabled: false } };

/** Creates or migrates pg-boss's tables and the queues; once, before anything else uses them. */
export async function prepareQueue(databaseUrl: string): Promise<void> {
  const boss = new PgBoss({ ...plain, connectionString: databaseUrl, supervise: false, max: 1 });
  // Without a listener a lost idle connection would end the process.
  boss.on('error', () => undefined);
  try {
    await boss.start();
    await boss.createQueue(dead);
    // `short`: one waiting job a turn, so that enqueueing again does nothing.
    await boss.createQueue(turns, { policy: 'short', ...settings });
    await boss.updateQueue(turns, settings);
  } catch (error) {
    throw databaseError(error) ?? error;
  } finally {
    await boss.stop({ graceful: false });
  }
}

/** `sender` only enqueues, through the store, and connects to nothing; `worker` also takes turns and keeps the queue tidy. */
export async function openTurnQueue(options: { databaseUrl: string; store: Store; role: 'sender' | 'worker' }): Promise<TurnQueue> {
  const { databaseUrl, store, role } = options;
  const boss = role === 'sender' ? new PgBoss({ ...plain, db: fromPrisma(store.prisma) }) : await startBoss(databaseUrl);
  let closed = false;

  const enqueue = async (transaction: Transaction, turnId: string): Promise<void> => {
    await boss.send(turns, { turnId } satisfies Order, { singletonKey: turnId, db: fromPrisma(transaction) });
  };

  return {
    enqueue,
    async work(handler) {
      const worker = boss.work(turns, polling, async ([{ data: { turnId } }]: Job<Order>[]) => {
        // Closed while it was on its way here: it is for another worker.
        if (closed) return store.prisma.$transaction((transaction) => enqueue(transaction, turnId));
        try {
          await handler(turnId);
        } finally {
          // Of several notifications during a turn only one counts: look at once whether more waits.
          boss.notifyWorker(await worker);
        }
      });
      await worker;
      // A turn whose every try was thrown back is over.
      await boss.work(dead, polling, async ([{ data: { turnId } }]: Job<Order>[]) => {
        await store.prisma.$transaction((transaction) => failTurn(transaction, turnId, turnFailed()));
      });
    },
    async close() {
      closed = true;
      await Promise.all([turns, dead].map((name) => boss.offWork(name)));
      await boss.stop({ graceful: false });
    },
  };
}

/** With connections of its own: one listens. */
async function startBoss(databaseUrl: string): Promise<PgBoss> {
  const boss = new PgBoss({ ...plain, connectionString: databaseUrl, migrate: false, max: 2, useListenNotify: true });
  boss.on('error', (error) => console.error(`The queue cannot be read: ${(databaseError(error) ?? error).message}`));
  try {
    return await boss.start();
  } catch (error) {
    await boss.stop({ graceful: false });
    throw databaseError(error) ?? error;
  }
}
