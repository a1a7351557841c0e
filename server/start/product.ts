// Everything `npm start` brings up, in order: database, migrations, what an earlier run left, worker and web server.

import { join } from 'node:path';
import { recoverTurns } from '../queue/recovery.ts';
import { noteDeathOn } from '../queue/set-aside.ts';
import { openTurnQueue, prepareQueue, type TurnQueue } from '../queue/turn-queue.ts';
import { applyMigrations } from '../store/migrate.ts';
import { openStore, type Store } from '../store/store.ts';
import { keepDatabase } from './database.ts';
import { type Child, keepRunning } from './keep-running.ts';
import { diedOfWork, type WorkerNews } from './worker-death.ts';
import type { Settings } from './settings.ts';

export interface Product {
  /** http://localhost:PORT */
  address: string;
  stop(): Promise<void>;
}

interface WorkerReady {
  workerId: string;
  probe: { provider: string; milliseconds: number };
}

/** @throws FocusError where the database cannot be started or migrated; a worker that fails is said and tried again. */
export async function startProduct(settings: Settings, say: (line: string) => void): Promise<Product> {
  const children: Child[] = [];
  const database = await keepDatabase(settings, say, () => children.forEach((child) => child.restart()));
  let store: Store | undefined;
  let queue: TurnQueue | undefined;
  const stop = async () => {
    await Promise.all(children.map((child) => child.stop()));
    await queue?.close().catch(() => {});
    await store?.close().catch(() => {});
    await database.stop();
  };
  try {
    const applied = await applyMigrations(database.url());
    if (applied.length > 0) say(`database: applied ${applied.join(', ')}`);
    await prepareQueue(database.url());
    store = await openStore({ databaseUrl: database.url(), dataFolder: settings.dataFolder });
    queue = await openTurnQueue({ databaseUrl: database.url(), store, role: 'sender' });
    await recoverTurns(store, queue);
    const environment = (): NodeJS.Dict<string> => ({
      ...process.env,
      NODE_ENV: 'production',
      DATABASE_URL: database.url(),
      FOCUS_DATA_DIR: settings.dataFolder,
      FOCUS_DEVICE: settings.device,
      PORT: String(settings.port),
    });
    const [, port] = await Promise.all([
      startWorker(children, environment, store, queue, say),
      startWeb(children, environment, settings, say),
    ]);
    return { address: `http://localhost:${port}`, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Settles when the worker serves or has failed once: the page is of use without it. */
function startWorker(children: Child[], environment: () => NodeJS.Dict<string>, store: Store, queue: TurnQueue, say: (line: string) => void): Promise<void> {
  return new Promise((resolve) => {
    let news: WorkerNews | null = null;
    children.push(
      keepRunning<WorkerReady>({
        file: join(import.meta.dirname, '..', 'worker', 'main.ts'),
        environment,
        onReady: ({ probe }) => {
          say(`worker: ready on ${probe.provider}`);
          resolve();
        },
        onNews: (told) => {
          news = told as WorkerNews;
        },
        onDeath: async (death) => {
          const { ready, reason, failures } = death;
          const picture = diedOfWork(death, news);
          news = null;
          say(ready === null ? `worker: could not start: ${reason}` : `worker: died (${reason}); starting it again`);
          if (failures === 1) say('worker: it is tried again; the page works without it, but nothing is answered.');
          resolve();
          // The database may be gone at the same moment; the worker then finds the turns when it starts.
          if (picture !== null) await noteDeathOn(store, picture).catch(() => {});
          if (ready !== null) await recoverTurns(store, queue, [ready.workerId]).catch(() => {});
        },
      }),
    );
  });
}

/** The port it listens on; rejects when the very first start fails. */
function startWeb(children: Child[], environment: () => NodeJS.Dict<string>, settings: Settings, say: (line: string) => void): Promise<number> {
  return new Promise((resolve, reject) => {
    children.push(
      keepRunning<{ port: number }>({
        file: join(import.meta.dirname, 'web.ts'),
        environment,
        onReady: ({ port }) => {
          // Started again, it must be found where the page looks for it.
          settings.port = port;
          resolve(port);
        },
        onDeath: async ({ ready, reason }) => {
          if (ready === null) reject(new Error(reason));
          say(ready === null ? `web server: could not start: ${reason}` : `web server: died (${reason}); starting it again`);
        },
      }),
    );
  });
}
