import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { Client } from 'pg';
import { type RunningPostgres, startPostgres } from '../../../server/store/embedded-postgres.ts';
import { isServing } from '../../../server/store/postmaster.ts';
import { temporaryFolder } from './temporary-database.ts';

const folder = await temporaryFolder();
const dataFolder = join(folder, 'data');
const cluster = join(dataFolder, 'postgres');
const started: RunningPostgres[] = [];

async function start(where = dataFolder): Promise<RunningPostgres> {
  const postgres = await startPostgres(where);
  started.push(postgres);
  return postgres;
}

after(async () => {
  for (const postgres of started) await postgres.stop();
  await rm(folder, { recursive: true, force: true });
});

async function query(url: string, text: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query({ text, rowMode: 'array' })).rows.flat();
  } finally {
    await client.end();
  }
}

/** A process that starts the database and then is killed without warning. */
async function startInKilledProcess(): Promise<{ pid: number; attached: boolean; url: string }> {
  const child = spawn(process.execPath, [fileURLToPath(new URL('start-database.ts', import.meta.url)), dataFolder]);
  const [line] = await once(child.stdout, 'data');
  child.kill('SIGKILL');
  await once(child, 'exit');
  return JSON.parse(String(line));
}

test('the database survives the death of its starter and the next start attaches to it', async () => {
  const first = await startInKilledProcess();
  assert.equal(first.attached, false);
  const second = await start();
  assert.equal(second.attached, true);
  assert.equal(second.pid, first.pid);
  assert.equal(second.url, first.url);
  assert.deepEqual(await query(second.url, 'SELECT 1'), [1]);
});

test('it is a session of its own, which Ctrl-C in a terminal does not reach', { skip: process.platform !== 'linux' }, async () => {
  const { pid } = await start();
  const fields = (await readFile(`/proc/${pid}/stat`, 'utf8')).replace(/^.*\) /, '').split(' ');
  assert.equal(Number(fields[3]), pid, 'session id');
});

test('it writes through to the disk and listens on loopback only', async () => {
  const { url } = await start();
  assert.deepEqual(await query(url, 'SHOW fsync'), ['on']);
  assert.deepEqual(await query(url, 'SHOW full_page_writes'), ['on']);
  assert.deepEqual(await query(url, 'SHOW synchronous_commit'), ['on']);
  assert.deepEqual(await query(url, 'SHOW listen_addresses'), ['127.0.0.1']);
  assert.deepEqual(await query(url, 'SHOW unix_socket_directories'), ['']);
});

test('only who can read the data folder knows the password', async () => {
  const { url } = await start();
  assert.equal((await stat(join(dataFolder, 'postgres-password'))).mode & 0o077, 0);
  assert.equal((await stat(dataFolder)).mode & 0o006, 0);
  await assert.rejects(query(url.replace(/:[^:@]+@/, ':guess@'), 'SELECT 1'), { code: '28P01' });
});

test('stop stops the server, also one that was attached to', async () => {
  const postgres = await start();
  assert.equal(postgres.attached, true);
  await postgres.stop();
  assert.equal(await isServing(cluster, postgres.pid), false);
  await assert.rejects(query(postgres.url, 'SELECT 1'), { code: 'ECONNREFUSED' });
  await postgres.stop();
});

test('a pid file that names a process of someone else is no obstacle', async () => {
  await writeFile(join(cluster, 'postmaster.pid'), `${process.pid}\n${cluster}\n1\n1\n\n127.0.0.1\n1 1\nready   \n`);
  const postgres = await start();
  assert.equal(postgres.attached, false);
  assert.notEqual(postgres.pid, process.pid);
});

test('killed and started again it has every committed row', async () => {
  let postgres = await start();
  await query(postgres.url, 'CREATE TABLE kept (number int)');
  for (let number = 1; number <= 20; number++) await query(postgres.url, `INSERT INTO kept VALUES (${number})`);
  process.kill(postgres.pid, 'SIGKILL');
  postgres = await start();
  assert.equal(postgres.attached, false);
  assert.deepEqual(await query(postgres.url, 'SELECT count(*)::int FROM kept'), [20]);
});

test('two starts at once end with one database', async () => {
  const [one, other] = await Promise.all([start(join(folder, 'twice')), start(join(folder, 'twice'))]);
  assert.equal(one.pid, other.pid);
  assert.equal(one.url, other.url);
  assert.notEqual(one.attached, other.attached);
});

test('a data folder with a very long path will do', async () => {
  const long = join(folder, 'long', ...Array.from({ length: 3 }, () => 'x'.repeat(150)));
  const postgres = await start(long);
  assert.deepEqual(await query(postgres.url, 'SELECT 1'), [1]);
  await postgres.stop();
});

test('a path too long for PostgreSQL is refused in words', async () => {
  const long = join(folder, ...Array.from({ length: 8 }, () => 'x'.repeat(150)));
  await assert.rejects(startPostgres(long), { code: 'data-folder-path-too-long', message: /takes 890/ });
});

test('a data folder that cannot be written is named', async () => {
  await writeFile(join(folder, 'file'), '');
  const path = join(folder, 'file', 'data');
  await assert.rejects(startPostgres(path), (error: { code: string; message: string; hint: string }) => {
    assert.equal(error.code, 'data-folder-not-writable');
    assert.match(error.message, /a part of the path is a file/);
    assert.ok(error.message.includes(path));
    assert.match(error.hint, /FOCUS_DATA_DIR/);
    return true;
  });
});

test('a start that fails quotes what the database said', async () => {
  const broken = join(folder, 'broken');
  const postgres = await start(broken);
  await postgres.stop();
  await writeFile(join(broken, 'postgres', 'postgresql.conf'), 'shared_buffers = nonsense\n');
  await assert.rejects(startPostgres(broken), (error: { code: string; message: string; hint: string }) => {
    assert.equal(error.code, 'database-start-failed');
    assert.match(error.message, /shared_buffers|configuration file/);
    assert.match(error.hint, /postgres\.log/);
    return true;
  });
});

test('what an initdb that was killed left behind is no obstacle', async () => {
  const half = join(folder, 'half');
  await mkdir(join(half, 'postgres.new-1-abcdef', 'base'), { recursive: true });
  const postgres = await start(half);
  assert.deepEqual(await query(postgres.url, 'SELECT 1'), [1]);
  await postgres.stop();
});
