import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { FocusError } from '../../../server/errors.ts';
import { sendPreview } from '../../../server/store/preview-channel.ts';
import { openStore } from '../../../server/store/store.ts';
import { firstEvents, type House, openHouse, readAll, sampleSession, sayAndWait } from './house.ts';

let house: House;
before(async () => { house = await openHouse(); });
after(() => house.close());

async function waitingTurn(): Promise<string> {
  const { id } = await house.conversations.say((await sampleSession(house)).id, { text: 'wait' });
  await firstEvents(house, id, 3);
  return id;
}

test('the stream gives every event in order and ends behind the end', async () => {
  const { events } = await sayAndWait(house, (await sampleSession(house)).id, 'hello');
  assert.deepEqual(events.map(({ seq }) => seq), events.map((_, index) => index + 1));
  assert.equal(events.at(-1)?.event.type, 'turn-end');
});

test('streams resumed at every place give the rest without gap or repeat', async () => {
  const { turn, events } = await sayAndWait(house, (await sampleSession(house)).id, 'hello');
  for (let after = 0; after <= events.length + 1; after += 1) {
    assert.deepEqual(await readAll(house.conversations.events(turn.id, { after })), events.slice(after));
  }
});

test('a stream that breaks while the turn runs is taken up where it broke', async () => {
  const id = await waitingTurn();
  const head = await firstEvents(house, id, 2);
  const rest = readAll(house.conversations.events(id, { after: 2 }));
  house.worker.release();
  assert.deepEqual([...head, ...(await rest)], await readAll(house.conversations.events(id)));
});

test('an event reaches the reader within 200 ms', async () => {
  const id = await waitingTurn();
  const delays: number[] = [];
  const reading = house.conversations.events(id, { after: 3 });
  let next = reading.next();
  for (let count = 0; count < 5; count += 1) {
    const start = performance.now();
    await house.worker.add(id, { type: 'text-delta', delta: String(count) });
    const { value } = await next;
    delays.push(performance.now() - start);
    assert.deepEqual(value?.event, { type: 'text-delta', delta: String(count) });
    next = reading.next();
  }
  await house.conversations.stop(id);
  await next;
  await reading.return();
  // The median: other processes may take the machine for a moment.
  assert.ok(delays.sort((a, b) => a - b)[2] < 200, delays.map(Math.round).join(', '));
});

test('a preview comes behind the events there are, only to those who read then, and only of their turn', async () => {
  const store = await openStore(house);
  const [id, other] = [await waitingTurn(), await waitingTurn()];
  const preview = { type: 'edit-preview', picture: 'data:,', box: null } as const;
  const [reading, elsewhere] = [id, other].map((turn) => house.conversations.events(turn, { after: 3 }));
  const [next, quiet] = [reading.next(), readAll(elsewhere)];
  // Read on, they have subscribed.
  await house.worker.add(id, { type: 'text-delta', delta: 'first' });
  assert.equal((await next).value?.seq, 4);
  await sendPreview(store.prisma, id, preview);
  assert.deepEqual((await reading.next()).value, { turnId: id, seq: 4, event: preview });
  await house.worker.add(id, { type: 'text-delta', delta: 'second' });
  assert.equal((await reading.next()).value?.seq, 5);
  await reading.return();
  assert.deepEqual((await firstEvents(house, id, 5)).map(({ event }) => event.type), ['turn-start', 'text-start', 'text-delta', 'text-delta', 'text-delta']);
  for (const turn of [id, other]) await house.conversations.stop(turn);
  assert.ok((await quiet).every(({ event }) => event.type !== 'edit-preview'));
  await store.close();
});

test('a stream outlives the loss of all connections to the database', async () => {
  const id = await waitingTurn();
  const reading = house.conversations.events(id, { after: 3 });
  const next = reading.next();
  const killer = new Client(house.databaseUrl);
  await killer.connect();
  await killer.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND datname = current_database()');
  await killer.end();
  await sleep(100);
  await house.worker.add(id, { type: 'text-delta', delta: 'still' });
  assert.deepEqual((await next).value?.event, { type: 'text-delta', delta: 'still' });
  await house.conversations.stop(id);
  await reading.return();
});

test('a reader that leaves ends its stream at once', async () => {
  const id = await waitingTurn();
  const leave = new AbortController();
  const reading = readAll(house.conversations.events(id, { after: 3, signal: leave.signal }));
  const start = performance.now();
  leave.abort();
  assert.deepEqual(await reading, []);
  assert.ok(performance.now() - start < 1000);
  await house.conversations.stop(id);
});

test('an unknown turn has no stream', async () => {
  for (const id of [randomUUID(), 'nonsense']) {
    await assert.rejects(house.conversations.events(id).next(), (error) => FocusError.isInstance(error) && error.code === 'turn-unknown');
  }
});
