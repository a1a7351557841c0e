// Prisma's schema engine as WebAssembly, on a connection of PrismaPg: it applies migrations and compares schemas without
// the native engine that the Prisma command line would download.

import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PrismaPg } from '@prisma/adapter-pg';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import * as engine from '@prisma/schema-engine-wasm/schema_engine_bg';
import type { MigrationList, SchemaEngine, SchemasContainer } from '@prisma/schema-engine-wasm';
import type { Pool, QueryResult } from 'pg';

export type { MigrationList, SchemaEngine };

export const migrationsFolder = fileURLToPath(new URL('../../prisma/migrations', import.meta.url));
export const schemaFile = fileURLToPath(new URL('../../prisma/schema.prisma', import.meta.url));
/** Nothing in the database is managed by others within the schema "public". */
export const noFilter = { externalTables: [], externalEnums: [] };

let loaded: Promise<void> | undefined;

/** Compiles the engine once. Node 22 does not import `.wasm` by itself, so this is what the package's entry would do. */
async function load(): Promise<void> {
  const bytes = await readFile(fileURLToPath(import.meta.resolve('@prisma/schema-engine-wasm').replace(/\.js$/, '_bg.wasm')));
  const { instance } = await WebAssembly.instantiate(bytes, { './schema_engine_bg.js': engine as never });
  const { __wbg_set_wasm } = engine as unknown as { __wbg_set_wasm(exports: WebAssembly.Exports): void };
  __wbg_set_wasm(instance.exports);
  (instance.exports as { __wbindgen_start(): void }).__wbindgen_start();
}

/** The engine on the pool's connections; `failures` gathers the errors of the database as they came. */
export async function openSchemaEngine(pool: Pool, failures: unknown[] = []): Promise<SchemaEngine> {
  await (loaded ??= load());
  readCharAsText(pool);
  const factory = new PrismaPg(pool);
  const connect = factory.connect.bind(factory);
  factory.connect = async () => {
    const adapter = await connect();
    // PrismaPg cuts a script at every semicolon, also within quotes; PostgreSQL itself knows where statements end.
    adapter.executeScript = async (script) => {
      await pool.query(script).catch((error) => {
        failures.push(error);
        throw error;
      });
    };
    return adapter;
  };
  // The engine compares by applying the migrations to a "shadow": here that is the same database, whose transaction the
  // caller rolls back.
  factory.connectToShadowDb = factory.connect;
  return engine.SchemaEngine.new({ datamodels: [[schemaFile, await readFile(schemaFile, 'utf8')]] }, () => undefined, bindMigrationAwareSqlAdapterFactory(factory));
}

/** Describing a database reads columns of PostgreSQL's own type "char", which PrismaPg refuses; text is the same to the engine. */
function readCharAsText(pool: Pool): void {
  const query = pool.query.bind(pool) as (...given: unknown[]) => Promise<QueryResult>;
  pool.query = (async (...given: unknown[]) => {
    const result = await query(...given);
    for (const field of result.fields ?? []) if (field.dataTypeID === 18) field.dataTypeID = 25;
    return result;
  }) as typeof pool.query;
}

export async function readSchema(): Promise<SchemasContainer> {
  return { files: [{ path: schemaFile, content: await readFile(schemaFile, 'utf8') }] };
}

/** The folders below prisma/migrations (or another) in the order of their names. */
export async function readMigrations(folder: string = migrationsFolder): Promise<MigrationList> {
  const names = (await readdir(folder, { withFileTypes: true })).filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  return {
    baseDir: folder,
    lockfile: { path: 'migration_lock.toml', content: await readFile(join(folder, 'migration_lock.toml'), 'utf8').catch(() => null) },
    shadowDbInitScript: '',
    migrationDirectories: await Promise.all(
      names.sort().map(async (name) => ({
        path: name,
        migrationFile: { path: 'migration.sql', content: { tag: 'ok' as const, value: await readFile(join(folder, name, 'migration.sql'), 'utf8') } },
      })),
    ),
  };
}
