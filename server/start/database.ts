// The database of the product: the one that DATABASE_URL names, or the embedded one, started again should it die.

import { FocusError } from '../errors.ts';
import { startPostgres } from '../store/embedded-postgres.ts';
import type { Settings } from './settings.ts';

export interface Database {
  url(): string;
  stop(): Promise<void>;
}

const lookEvery = 500;

/** `moved` is called when the embedded database had to come back at another address. */
export async function keepDatabase({ databaseUrl, dataFolder }: Settings, say: (line: string) => void, moved: () => void): Promise<Database> {
  if (databaseUrl !== undefined) return { url: () => databaseUrl, stop: async () => {} };
  let postgres = await startPostgres(dataFolder);
  if (postgres.attached) say('database: the one of an earlier run still lives and is used');
  let busy = false;
  const watch = setInterval(async () => {
    if (busy || isAlive(postgres.pid)) return;
    busy = true;
    try {
      say('database: died; starting it again');
      const before = postgres.url;
      postgres = await startPostgres(dataFolder);
      if (postgres.url !== before) moved();
    } catch (error) {
      say(`database: ${FocusError.isInstance(error) ? error.line : String(error)}`);
    } finally {
      busy = false;
    }
  }, lookEvery);
  return {
    url: () => postgres.url,
    stop: async () => {
      clearInterval(watch);
      await postgres.stop();
    },
  };
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
