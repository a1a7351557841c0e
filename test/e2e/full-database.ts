// A database that answers every new row of a table with the error of a full disk, as PostgreSQL gives it (53100), until space is freed.

import { join } from 'node:path';
import { Client } from 'pg';
import { databaseUser, readPassword } from '../../server/store/cluster.ts';
import { readPostmaster } from '../../server/store/postmaster.ts';

/** Gives what frees it again. */
export async function fillDatabase(dataFolder: string, table: string): Promise<() => Promise<void>> {
  const run = async (statement: string) => {
    const { port } = (await readPostmaster(join(dataFolder, 'postgres')))!;
    const client = new Client({ host: '127.0.0.1', port, user: databaseUser, database: 'postgres', password: await readPassword(dataFolder) });
    await client.connect();
    await client.query(statement).finally(() => client.end());
  };
  await run(`
    CREATE OR REPLACE FUNCTION test_full_disk() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
      RAISE EXCEPTION 'could not extend file "base/16384/16400": No space left on device' USING ERRCODE = '53100', HINT = 'Check free disk space.';
    END $$;
    CREATE TRIGGER test_full_disk BEFORE INSERT ON "${table}" FOR EACH ROW EXECUTE FUNCTION test_full_disk();`);
  return () => run(`DROP TRIGGER test_full_disk ON "${table}"`);
}
