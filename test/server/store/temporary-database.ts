// A PostgreSQL of its own for one test file, in a temporary folder, with all migrations applied.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPostgres } from '../../../server/store/embedded-postgres.ts';
import { applyMigrations } from '../../../server/store/migrate.ts';
import { openStore, type Store } from '../../../server/store/store.ts';
import { copyDatabase } from './database-template.ts';

export interface TemporaryStore {
  store: Store;
  databaseUrl: string;
  dataFolder: string;
  /** Stops the server and removes the folder; call it in `after`. */
  close(): Promise<void>;
}

export async function temporaryStore(): Promise<TemporaryStore> {
  const dataFolder = await temporaryFolder();
  await copyDatabase(dataFolder);
  const postgres = await startPostgres(dataFolder);
  try {
    await applyMigrations(postgres.url);
    const store = await openStore({ databaseUrl: postgres.url, dataFolder });
    const close = async (): Promise<void> => {
      await store.close();
      await postgres.stop();
      await rm(dataFolder, { recursive: true, force: true });
    };
    return { store, databaseUrl: postgres.url, dataFolder, close };
  } catch (error) {
    await postgres.stop();
    throw error;
  }
}

export async function temporaryFolder(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'focus-test-'));
}
