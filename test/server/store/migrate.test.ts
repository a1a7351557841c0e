import assert from 'node:assert/strict';
import { cp, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, beforeEach, test } from 'node:test';
import { Client } from 'pg';
import { type RunningPostgres, startPostgres } from '../../../server/store/embedded-postgres.ts';
import { applyMigrations, migrationsFolder, schemaChanges } from '../../../server/store/migrate.ts';
import { temporaryFolder } from './temporary-database.ts';

const folder = await temporaryFolder();
let postgres: RunningPostgres;
let admin: Client;
/** A fresh, empty database for each test. */
let url: string;
let count = 0;

before(async () => {
  postgres = await startPostgres(join(folder, 'data'));
  admin = new Client({ connectionString: postgres.url });
  await admin.connect();
});

beforeEach(async () => {
  const name = `test_${++count}`;
  await admin.query(`CREATE DATABASE ${name}`);
  url = postgres.url.replace(/[^/]*$/, name);
});

after(async () => {
  await admin?.end();
  await postgres?.stop();
  await rm(folder, { recursive: true, force: true });
});

async function rows(text: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query({ text, rowMode: 'array' })).rows.flat();
  } finally {
    await client.end();
  }
}

/** The migrations of the project and one more. */
async function migrationsWith(sql: string): Promise<string> {
  const copy = join(folder, `migrations-${count}`);
  await cp(migrationsFolder, copy, { recursive: true });
  await mkdir(join(copy, '9999_more'));
  await writeFile(join(copy, '9999_more', 'migration.sql'), sql);
  return copy;
}

test('an empty database gets every migration in order', async () => {
  const applied = await applyMigrations(url);
  assert.equal(applied[0], '0001_init');
  assert.deepEqual(await rows('SELECT count(*)::int FROM turn'), [0]);
});

test('applied twice there is nothing to do', async () => {
  await applyMigrations(url);
  assert.deepEqual(await applyMigrations(url), []);
});

test('the migrations lead to the schema', async () => {
  assert.equal(await schemaChanges(url), '');
  assert.deepEqual(await rows("SELECT tablename FROM pg_tables WHERE schemaname = 'public'"), [], 'and comparing leaves no trace');
});

test('two processes that migrate at once do not collide', async () => {
  const [one, other] = await Promise.all([applyMigrations(url), applyMigrations(url)]);
  assert.deepEqual([one, other].map(({ length }) => length > 0).sort(), [false, true]);
});

test('a migration that fails changes nothing and says why', async () => {
  const more = await migrationsWith('CREATE TABLE extra (number int); INSERT INTO extra VALUES (1 / 0);');
  await assert.rejects(applyMigrations(url, more), { code: 'migration-failed', message: /division by zero/ });
  assert.deepEqual(await rows("SELECT tablename FROM pg_tables WHERE schemaname = 'public'"), []);
  assert.ok((await applyMigrations(url)).length > 0, 'the next start is free to try again');
});

test('a semicolon within quotes does not cut a migration', async () => {
  const more = await migrationsWith("CREATE TABLE extra (text text DEFAULT 'a;b'); -- one; two\nINSERT INTO extra DEFAULT VALUES;");
  await applyMigrations(url, more);
  assert.deepEqual(await rows('SELECT text FROM extra'), ['a;b']);
});

test('a migration edited after it was applied is named', async () => {
  const more = await migrationsWith('CREATE TABLE extra (number int);');
  await applyMigrations(url, more);
  await writeFile(join(more, '9999_more', 'migration.sql'), 'CREATE TABLE other (number int);');
  await assert.rejects(applyMigrations(url, more), { code: 'migration-edited', message: /9999_more/ });
});

test('a database of a newer version is left alone', async () => {
  await applyMigrations(url, await migrationsWith('CREATE TABLE extra (number int);'));
  await assert.rejects(applyMigrations(url), { code: 'database-newer', message: /9999_more/ });
});

test("someone else's tables are not touched", async () => {
  await rows('CREATE TABLE accounts (number int)');
  await assert.rejects(applyMigrations(url), { code: 'migration-failed', message: /not empty/ });
  assert.deepEqual(await rows("SELECT tablename FROM pg_tables WHERE schemaname = 'public'"), ['accounts']);
});

test('a database that is not there is said to be unreachable', async () => {
  await assert.rejects(applyMigrations('postgresql://nobody:x@127.0.0.1:1/none'), { code: 'database-unreachable' });
});
