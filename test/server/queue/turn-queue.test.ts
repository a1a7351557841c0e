import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { openTurnQueue, prepareQueue, type TurnQueue } from '../../../server/queue/turn-queue.ts';
import { type TemporaryStore, temporaryStore } from '../store/temporary-database.ts';
import { eventually } from '../worker/sessions.ts';

let temporary: TemporaryStore;
let queue: TurnQueue;
const handled: string[] = [];
let handle: (turnId: string) => Promise<void> = async () => undefined;
before(async () => {
  temporary = await temporaryStore();
  const { databaseUrl, store } = temporary;
  await prepareQueue(databaseUrl);
  queue = await openTurnQueue({ databaseUrl, store, role: 'worker' });
  await queue.work(async (turnId) => {
    handled.push(turnId);
    await handle(turnId);
  });
});
after(async () => {
  await queue.close();
  await temporary.close();
});

const enqueue = (...ids: string[]) => temporary.store.prisma.$transaction(async (transaction) => {
  for (const id of ids) await queue.enqueue(transaction, id);
});
const times = (id: string): number => handled.filter((other) => other === id).length;

test('a queue can be prepared again', async () => {
  await prepareQueue(temporary.databaseUrl);
});

test('a turn is handed out at once, not at the next look', async () => {
  const id = randomUUID();
  // The loop has looked and rests now.
  await sleep(300);
  const start = performance.now();
  await enqueue(id);
  await eventually(async () => times(id) === 1, 'the turn');
  assert.ok(performance.now() - start < 1000);
});

test('a turn that is enqueued twice while it waits is handed out once', async () => {
  const id = randomUUID();
  await enqueue(id, id);
  const last = randomUUID();
  await enqueue(last);
  await eventually(async () => times(last) === 1, 'the turn behind it');
  assert.equal(times(id), 1);
});

test('a turn whose transaction is rolled back is not handed out', async () => {
  const id = randomUUID();
  await assert.rejects(temporary.store.prisma.$transaction(async (transaction) => {
    await queue.enqueue(transaction, id);
    throw new Error('no');
  }), /no/);
  const last = randomUUID();
  await enqueue(last);
  await eventually(async () => times(last) === 1, 'the turn behind it');
  assert.equal(times(id), 0);
});

test('turns are handed out one at a time, in order', async () => {
  const ids = Array.from({ length: 4 }, () => randomUUID());
  let [running, most] = [0, 0];
  handle = async () => {
    running += 1;
    most = Math.max(most, running);
    await sleep(20);
    running -= 1;
  };
  for (const id of ids) await enqueue(id);
  await eventually(async () => times(ids[3]) === 1, 'the last turn');
  assert.equal(most, 1);
  assert.deepEqual(handled.slice(-4), ids);
});

test('a turn that is thrown back is handed out again', async () => {
  const id = randomUUID();
  handle = async () => {
    if (times(id) === 1) throw new Error('not now');
  };
  await enqueue(id);
  await eventually(async () => times(id) === 2, 'the second time');
});

test('a closed queue leaves what waits to others', async () => {
  const { databaseUrl, store } = temporary;
  const id = randomUUID();
  let finish = (): void => undefined;
  handle = () => new Promise((resolve) => { finish = resolve; });
  const first = randomUUID();
  await enqueue(first);
  await eventually(async () => times(first) === 1, 'the first turn');
  const closed = queue.close();
  await enqueue(id);
  finish();
  await closed;
  assert.equal(times(id), 0);
  queue = await openTurnQueue({ databaseUrl, store, role: 'worker' });
  await queue.work(async (turnId) => void handled.push(turnId));
  await eventually(async () => times(id) === 1, 'the turn that waited');
});
