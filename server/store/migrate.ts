// Brings the database's tables to what prisma/migrations says. All of it happens in one transaction on one connection, so
// a migration that fails or is killed leaves no trace, and two processes that migrate at once wait for each other.
// (So a migration may not use statements that refuse transactions, such as CREATE INDEX CONCURRENTLY.)

import { Client } from 'pg';
import { FocusError } from '../errors.ts';
import { patientConnectionOptions } from './connection.ts';
import { databaseError } from './database-error.ts';
import { type MigrationList, migrationsFolder, noFilter, openSchemaEngine, readMigrations, readSchema, type SchemaEngine } from './schema-engine.ts';

export { migrationsFolder };

/** Any number that nobody else locks; "focus" in letters. */
const lockKey = 0x666f637573;

/**
 * Applies what is missing; gives the names of the migrations applied.
 * @throws FocusError `migration-failed`, `migration-edited`, `database-newer`, `database-unreachable`, `database-refused`.
 */
export async function applyMigrations(databaseUrl: string, folder: string = migrationsFolder): Promise<string[]> {
  const migrations = await readMigrations(folder);
  return inTransaction(databaseUrl, 'COMMIT', async (client) => {
    await client.query(`SELECT pg_advisory_xact_lock(${lockKey})`);
    const failures: unknown[] = [];
    const engine = await openSchemaEngine(client, failures);
    try {
      await refuseForeignHistory(engine, migrations);
      const { appliedMigrationNames } = await engine.applyMigrations({ migrationsList: migrations, filters: noFilter });
      return appliedMigrationNames;
    } catch (error) {
      throw migrationError(failures[0] ?? error);
    } finally {
      engine.free();
    }
  });
}

/** The SQL that leads from the migrations to schema.prisma, '' when they agree. Needs a database that is empty; keeps it so. */
export async function schemaChanges(databaseUrl: string, folder: string = migrationsFolder): Promise<string> {
  const migrations = await readMigrations(folder);
  return inTransaction(databaseUrl, 'ROLLBACK', async (client) => {
    const engine = await openSchemaEngine(client);
    try {
      const { stdout } = await engine.diff({
        from: { tag: 'migrations', ...migrations },
        to: { tag: 'schemaDatamodel', ...(await readSchema()) },
        script: true,
        exitCode: null,
        filters: noFilter,
      });
      const sql = stdout ?? '';
      return /^\s*(-- This is an empty migration\.)?\s*$/.test(sql) ? '' : sql;
    } finally {
      engine.free();
    }
  });
}

async function inTransaction<Result>(
  databaseUrl: string,
  end: 'COMMIT' | 'ROLLBACK',
  work: (client: Client) => Promise<Result>,
): Promise<Result> {
  const client = new Client(patientConnectionOptions(databaseUrl));
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('BEGIN');
    const result = await work(client);
    await client.query(end);
    return result;
  } catch (error) {
    throw databaseError(error) ?? error;
  } finally {
    // Without a COMMIT this is the rollback.
    await client.end();
  }
}

async function refuseForeignHistory(engine: SchemaEngine, migrations: MigrationList): Promise<void> {
  const { editedMigrationNames, failedMigrationNames, history } = await engine.diagnoseMigrationHistory({
    migrationsList: migrations,
    optInToShadowDatabase: false,
    filters: noFilter,
  });
  if (editedMigrationNames.length > 0) {
    throw new FocusError({
      code: 'migration-edited',
      message: `The migration ${editedMigrationNames.join(', ')} was changed after it had been applied.`,
      status: 500,
      hint: 'Restore it with "git checkout -- prisma/migrations" and put the change into a new migration.',
    });
  }
  if (failedMigrationNames.length > 0) {
    throw new FocusError({
      code: 'migration-failed',
      message: `The migration ${failedMigrationNames.join(', ')} failed earlier and left the database half changed.`,
      status: 500,
      hint: 'Another tool applied it; repair with "prisma migrate resolve", or restore a backup.',
    });
  }
  if (history?.diagnostic === 'migrationsDirectoryIsBehind' || history?.diagnostic === 'historiesDiverge') {
    throw new FocusError({
      code: 'database-newer',
      message: `The database was made by another version of focus (it has ${history.unpersistedMigrationNames.join(', ')}).`,
      status: 500,
      hint: 'Update focus, or set FOCUS_DATA_DIR or DATABASE_URL to another database.',
    });
  }
}

function migrationError(error: unknown): unknown {
  const known = databaseError(error);
  if (known !== null || FocusError.isInstance(error)) return known ?? error;
  return new FocusError({
    code: 'migration-failed',
    message: `The database could not be brought up to date: ${(error as Error).message?.replace(/\s+/g, ' ').trim() ?? error}`,
    status: 500,
    hint: 'Nothing was changed. Is DATABASE_URL a database of its own, with a user who may make tables?',
    cause: error,
  });
}
