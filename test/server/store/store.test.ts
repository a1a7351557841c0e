import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import { createServer, type Socket } from 'node:net';
import { once } from 'node:events';
import { after, before, test } from 'node:test';
import { databaseError } from '../../../server/store/database-error.ts';
import { startPostgres } from '../../../server/store/embedded-postgres.ts';
import { openStore } from '../../../server/store/store.ts';
import { temporaryFolder, temporaryStore, type TemporaryStore } from './temporary-database.ts';

let temporary: TemporaryStore;
before(async () => (temporary = await temporaryStore()));
after(() => temporary?.close());

/** What the use of a store ends with, and after how many milliseconds. */
async function failureOf(use: Promise<unknown>): Promise<{ code: string | undefined; milliseconds: number }> {
  const began = performance.now();
  const error = await use.then(() => null, (reason) => reason);
  return { code: databaseError(error)?.code, milliseconds: performance.now() - began };
}

test('a database that refuses connections is an error at once', async () => {
  const dataFolder = await temporaryFolder();
  const store = await openStore({ databaseUrl: 'postgresql://focus:x@127.0.0.1:1/postgres', dataFolder });
  for (const use of [store.prisma.session.count(), store.prisma.$transaction((transaction) => transaction.session.count())]) {
    const { code, milliseconds } = await failureOf(use);
    assert.equal(code, 'database-unreachable');
    assert.ok(milliseconds < 2000, `${milliseconds} ms`);
  }
  await store.close();
  await rm(dataFolder, { recursive: true });
});

test('a database that takes the connection and then says nothing is an error within five seconds', async () => {
  const dataFolder = await temporaryFolder();
  const sockets: Socket[] = [];
  const silent = createServer((socket) => void sockets.push(socket)).listen(0, '127.0.0.1');
  await once(silent, 'listening');
  const { port } = silent.address() as { port: number };
  const store = await openStore({ databaseUrl: `postgresql://focus:x@127.0.0.1:${port}/postgres`, dataFolder });
  const { code, milliseconds } = await failureOf(store.prisma.session.count());
  assert.equal(code, 'database-unreachable');
  assert.ok(milliseconds < 5000, `${milliseconds} ms`);
  await store.close();
  for (const socket of sockets) socket.destroy();
  silent.close();
  await rm(dataFolder, { recursive: true });
});

test('a statement that waits too long is ended and its transaction leaves nothing behind', async () => {
  const { prisma } = temporary.store;
  const before = await prisma.session.count();
  const { code, milliseconds } = await failureOf(
    prisma.$transaction(async (transaction) => {
      await transaction.session.create({ data: {} });
      await transaction.$executeRaw`SELECT pg_sleep(30)`;
    }),
  );
  assert.equal(code, 'database-busy');
  assert.ok(milliseconds < 5000, `${milliseconds} ms`);
  const counts = await Promise.all(Array.from({ length: 12 }, () => prisma.session.count()));
  assert.deepEqual(new Set(counts), new Set([before]));
});

test('a wrong password is called refused', async () => {
  const dataFolder = await temporaryFolder();
  const store = await openStore({ databaseUrl: temporary.databaseUrl.replace(/:[^:@]+@/, ':guess@'), dataFolder });
  assert.equal((await failureOf(store.prisma.session.count())).code, 'database-refused');
  await store.close();
  await rm(dataFolder, { recursive: true });
});

test('connections that were terminated are replaced without a word to the caller who comes next', async () => {
  const { prisma } = temporary.store;
  const before = await prisma.session.count();
  await prisma.$queryRaw`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'postgres' AND pid <> pg_backend_pid()`;
  assert.equal(await prisma.session.count(), before);
});

test('a database killed in use is an error, and once it is back the same store goes on with every committed row', async () => {
  const { prisma } = temporary.store;
  const { id } = await prisma.session.create({ data: { title: 'kept' } });
  const running = await startPostgres(temporary.dataFolder);
  await running.stop();
  const { code, milliseconds } = await failureOf(prisma.session.count());
  assert.equal(code, 'database-unreachable');
  assert.ok(milliseconds < 5000, `${milliseconds} ms`);
  const again = await startPostgres(temporary.dataFolder);
  const reopened = await openStore({ databaseUrl: again.url, dataFolder: temporary.dataFolder });
  assert.equal((await reopened.prisma.session.findUniqueOrThrow({ where: { id } })).title, 'kept');
  await reopened.close();
  await again.stop();
});
