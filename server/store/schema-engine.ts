// Prisma's schema engine as WebAssembly, on a connection of PrismaPg: it applies migrations and compares schemas without
// the native engine that the Prisma command line would download.

import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PrismaPg } from '@prisma/adapter-pg';
import { bindMigrationAwareSqlAdapterFactory, ColumnTypeEnum, type SqlResultSet } from '@prisma/driver-adapter-utils';
import * as engine from '@prisma/schema-engine-wasm/schema_engine_bg';
import type { MigrationList, SchemaEngine, SchemasContainer } from '@prisma/schema-engine-wasm';
import { type Client, Pool, type QueryResult } from 'pg';

export type { MigrationList, SchemaEngine };

export const migrationsFolder = fileURLToPath(new URL('../../prisma/migrations', import.meta.url));
const schemaFile = fileURLToPath(new URL('../../prisma/schema.prisma', import.meta.url));
/** Nothing in the database is managed by others within the schema "public". */
export const noFilter = { externalTables: [], externalEnums: [] };

let loaded: Promise<void> | undefined;

/** Compiles the engine once. Node 22 does not import `.wasm` by itself, so this is what the package's entry would do. */
async function load(): Promise<void> {
  const bytes = await readFile(fileURLToPath(import.meta.resolve('@prisma/schema-engine-wasm').replace(/\.js$/, '_bg.wasm')));
  const { instance } = await WebAssembly.instantiate(bytes, { './schema_engine_bg.js': withoutLingering() });
  const { __wbg_set_wasm } = engine as unknown as { __wbg_set_wasm(exports: WebAssembly.Exports): void };
  __wbg_set_wasm(instance.exports);
  // Where the engine leaves the text of a panic; without it a panic is an unreadable TypeError.
  Object.assign(globalThis, { PRISMA_WASM_PANIC_REGISTRY: { set_message: (text: string) => console.error(text) } });
  (instance.exports as { __wbindgen_start(): void }).__wbindgen_start();
}

/** The engine's imports; its clock of ten seconds on getting a lock is never stopped and must not keep the process alive. */
function withoutLingering(): WebAssembly.ModuleImports {
  const imports: WebAssembly.ModuleImports = { ...(engine as object) };
  for (const [name, call] of Object.entries(imports)) {
    if (name.startsWith('__wbg_setTimeout')) imports[name] = (...given: unknown[]) => (call as typeof setTimeout)(...(given as [() => void])).unref();
  }
  return imports;
}

/**
 * The engine on one connection, within the transaction that the caller began and ends; `failures` gathers the errors of
 * scripts as PostgreSQL gave them. What the engine calls a shadow database, on which it tries the migrations out when it
 * compares, is here the same database: the caller rolls back.
 */
export async function openSchemaEngine(client: Client, failures: unknown[] = []): Promise<SchemaEngine> {
  await (loaded ??= load());
  const factory = new PrismaPg(poolOf(client));
  const connect = factory.connect.bind(factory);
  factory.connect = async () => {
    const adapter = await connect();
    const queryRaw = adapter.queryRaw.bind(adapter);
    adapter.queryRaw = async (query) => typeCharColumns(await queryRaw(query));
    // PrismaPg cuts a script at every semicolon, also within quotes; PostgreSQL itself knows where statements end.
    adapter.executeScript = async (script) => {
      await adapter.underlyingDriver().query(script).catch((error) => {
        failures.push(error);
        throw error;
      });
    };
    return adapter;
  };
  factory.connectToShadowDb = factory.connect;
  const datamodels: [string, string][] = [[schemaFile, await readFile(schemaFile, 'utf8')]];
  return engine.SchemaEngine.new({ datamodels }, () => undefined, bindMigrationAwareSqlAdapterFactory(factory));
}

/** A pool that is this one connection, which PrismaPg would otherwise replace after each error. */
function poolOf(client: Client): Pool {
  const pool = new Pool();
  pool.query = (async (...given: Parameters<Client['query']>) => {
    // The engine looks for its table by reading it: that error must not end the transaction.
    await client.query('SAVEPOINT statement');
    try {
      const result = (await client.query(...given)) as unknown as QueryResult;
      await client.query('RELEASE SAVEPOINT statement');
      return nameCharColumns(result);
    } catch (error) {
      await client.query('ROLLBACK TO SAVEPOINT statement');
      throw error;
    }
  }) as typeof pool.query;
  return pool;
}

// To describe a database the engine reads catalogue columns of PostgreSQL's own type "char" (18), which PrismaPg 7.10 does
// not know. They pass it as text with a mark in their name, and are what they are again behind it.
const charMark = '::char';

function nameCharColumns(result: QueryResult): QueryResult {
  for (const field of result.fields ?? []) {
    if (field.dataTypeID === 18) Object.assign(field, { name: field.name + charMark, dataTypeID: 25 });
  }
  return result;
}

function typeCharColumns(result: SqlResultSet): SqlResultSet {
  const isChar = result.columnNames.map((name) => name.endsWith(charMark));
  return {
    ...result,
    columnNames: result.columnNames.map((name, index) => (isChar[index] ? name.slice(0, -charMark.length) : name)),
    columnTypes: result.columnTypes.map((type, index) => (isChar[index] ? ColumnTypeEnum.Character : type)),
  };
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
