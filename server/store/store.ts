// The one door to everything that is remembered: rows through Prisma, pictures through the blob folder, wake-ups through
// LISTEN/NOTIFY. Nothing connects before it is needed, and a database that does not answer is an error within five
// seconds (`databaseError` makes it one a person can read).

import { PrismaPg } from '@prisma/adapter-pg';
import { type BlobStore, openBlobs } from './blobs.ts';
import { connectionOptions } from './connection.ts';
import { type Prisma, PrismaClient } from './generated/client.ts';
import { type Notifications, openNotifications } from './notifications.ts';
import { statementNames } from './statement-names.ts';

export interface Store {
  /** Whose rows it shows (owned-store.ts); null: all. */
  owner: string | null;
  prisma: PrismaClient;
  blobs: BlobStore;
  notifications: Notifications;
  close(): Promise<void>;
}

/** What `prisma.$transaction(async (transaction) => …)` hands in. */
export type Transaction = Prisma.TransactionClient;

/** Connections a process may hold; PostgreSQL allows 100 in all, pg-boss and LISTEN have their own. */
const poolSize = 10;

/** Milliseconds to get a connection (longer than connecting may take, whose error says more), and for a whole transaction. */
const transactionOptions = { maxWait: 4800, timeout: 15_000 };

/** @throws FocusError `data-folder-not-writable`, `disk-full`. */
export async function openStore(options: { databaseUrl: string; dataFolder: string }): Promise<Store> {
  const blobs = await openBlobs(options.dataFolder);
  const adapter = new PrismaPg({ ...connectionOptions(options.databaseUrl), max: poolSize, idleTimeoutMillis: 30_000 }, { statementNameGenerator: statementNames() });
  const prisma = new PrismaClient({ adapter, transactionOptions });
  const notifications = openNotifications(options.databaseUrl);
  return {
    owner: null,
    prisma,
    blobs,
    notifications,
    close: async () => {
      await Promise.allSettled([notifications.close(), prisma.$disconnect()]);
    },
  };
}
