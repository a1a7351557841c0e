import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { notify, openNotifications } from '../../../server/store/notifications.ts';
import { temporaryStore, type TemporaryStore } from './temporary-database.ts';

let temporary: TemporaryStore;
before(async () => (temporary = await temporaryStore()));
after(() => temporary?.close());

const send = (payload: string): Promise<void> =>
  temporary.store.prisma.$transaction((transaction) => notify(transaction, 'focus_session', payload));

/** Payloads as they come; `next` waits for one that is not yet there, at most as long as given. */
function inbox(): { listener: (payload: string) => void; next(milliseconds?: number): Promise<string>; waiting: string[] } {
  const waiting: string[] = [];
  return {
    waiting,
    listener: (payload) => void waiting.push(payload),
    async next(milliseconds = 1000) {
      const deadline = Date.now() + milliseconds;
      while (waiting.length === 0) {
        if (Date.now() > deadline) throw new Error(`nothing came in ${milliseconds} ms`);
        await sleep(5);
      }
      return waiting.shift() as string;
    },
  };
}

test('a subscriber is told to look once the connection stands, then of each notification within a second', async () => {
  const { listener, next } = inbox();
  const stop = temporary.store.notifications.subscribe('focus_session', listener);
  assert.equal(await next(4000), '');
  await send('one');
  assert.equal(await next(), 'one');
  stop();
});

test('nothing comes before the transaction commits, nothing at all when it does not', async () => {
  const { listener, next } = inbox();
  const stop = temporary.store.notifications.subscribe('focus_session', listener);
  const failed = temporary.store.prisma.$transaction(async (transaction) => {
    await notify(transaction, 'focus_session', 'never');
    throw new Error('no');
  });
  await assert.rejects(failed);
  await send('after');
  assert.equal(await next(), 'after');
  stop();
});

test('only the subscribed channel is heard, and nothing after the subscription ended', async () => {
  const turns = inbox();
  const sessions = inbox();
  const stopTurns = temporary.store.notifications.subscribe('focus_turn', turns.listener);
  const stopSessions = temporary.store.notifications.subscribe('focus_session', sessions.listener);
  await send('one');
  assert.equal(await sessions.next(), 'one');
  stopSessions();
  await send('two');
  await sleep(200);
  assert.deepEqual(turns.waiting, []);
  assert.deepEqual(sessions.waiting, []);
  stopTurns();
});

test('a listener that fails does not silence the others', async (context) => {
  context.mock.method(console, 'error', () => undefined);
  const { listener, next } = inbox();
  const stopFirst = temporary.store.notifications.subscribe('focus_session', () => {
    throw new Error('broken listener');
  });
  const stop = temporary.store.notifications.subscribe('focus_session', listener);
  await send('one');
  assert.equal(await next(), 'one');
  stopFirst();
  stop();
});

test('after its connection was terminated it comes back and every subscriber looks again', async () => {
  const { listener, next } = inbox();
  const stop = temporary.store.notifications.subscribe('focus_session', listener);
  await temporary.store.prisma.$queryRaw`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN%'`;
  assert.equal(await next(4000), '');
  await send('again');
  assert.equal(await next(), 'again');
  stop();
});

test('a database that comes later is connected to then', async () => {
  const target = new URL(temporary.databaseUrl);
  const sockets = new Set<Socket>();
  // The place is taken by nobody at first, then by a relay to the database.
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as { port: number };
  probe.close();
  await once(probe, 'close');
  const early = openNotifications(temporary.databaseUrl.replace(`:${target.port}`, `:${port}`));
  const { listener, next, waiting } = inbox();
  early.subscribe('focus_session', listener);
  await sleep(300);
  assert.deepEqual(waiting, []);
  const { connect } = await import('node:net');
  const relay = createServer((socket) => {
    const onward = connect(Number(target.port), '127.0.0.1');
    for (const end of [socket, onward]) sockets.add(end.on('error', () => undefined));
    socket.pipe(onward).pipe(socket);
  }).listen(port, '127.0.0.1');
  assert.equal(await next(5000), '');
  await early.close();
  for (const socket of sockets) socket.destroy();
  relay.close();
});
