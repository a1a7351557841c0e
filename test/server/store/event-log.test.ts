import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { appendEvents, readEvents } from '../../../server/store/event-log.ts';
import type { LogEvent } from '../../../server/store/log-event.ts';
import { temporaryStore, type TemporaryStore } from './temporary-database.ts';

let temporary: TemporaryStore;
let turnId: string;

before(async () => (temporary = await temporaryStore()));
after(() => temporary?.close());

beforeEach(async () => {
  const { prisma } = temporary.store;
  const session = await prisma.session.create({ data: {} });
  turnId = (await prisma.turn.create({ data: { sessionId: session.id, text: 'What is it?', seed: 1 } })).id;
});

const delta = (text: string): LogEvent => ({ type: 'text-delta', delta: text });
const append = (afterSeq: number, events: LogEvent[]): Promise<number> =>
  temporary.store.prisma.$transaction((transaction) => appendEvents(transaction, turnId, afterSeq, events));
const numbers = async (afterSeq?: number): Promise<number[]> =>
  (await readEvents(temporary.store.prisma, turnId, afterSeq)).map(({ seq }) => seq);

test('events are numbered from 1 without gaps and come back as they were', async () => {
  const events: LogEvent[] = [{ type: 'turn-start' }, delta('Größe "x" \\ 🙂'), { type: 'turn-end', status: 'done' }];
  assert.equal(await append(0, events.slice(0, 2)), 2);
  assert.equal(await append(2, events.slice(2)), 3);
  const logged = await readEvents(temporary.store.prisma, turnId);
  assert.deepEqual(logged, events.map((event, index) => ({ turnId, seq: index + 1, event })));
});

test('reading goes on after the number given', async () => {
  await append(0, ['a', 'b', 'c'].map(delta));
  assert.deepEqual(await numbers(1), [2, 3]);
  assert.deepEqual(await numbers(3), []);
});

test('no events change nothing', async () => {
  assert.equal(await append(0, []), 0);
  assert.deepEqual(await numbers(), []);
});

test('a number that is taken or would leave a gap is refused', async () => {
  await append(0, ['a', 'b'].map(delta));
  await assert.rejects(append(1, [delta('again')]), { code: 'event-log-conflict', status: 409 });
  await assert.rejects(append(5, [delta('too far')]), { code: 'event-log-conflict' });
  assert.deepEqual(await numbers(), [1, 2]);
});

test('of two writers at the same place one wins', async () => {
  const outcomes = await Promise.allSettled([append(0, [delta('a')]), append(0, [delta('b')])]);
  assert.deepEqual(outcomes.map(({ status }) => status).sort(), ['fulfilled', 'rejected']);
  assert.deepEqual(await numbers(), [1]);
});

test('a transaction that is rolled back leaves no events', async () => {
  const failed = temporary.store.prisma.$transaction(async (transaction) => {
    await appendEvents(transaction, turnId, 0, [delta('a')]);
    throw new Error('changed my mind');
  });
  await assert.rejects(failed, /changed my mind/);
  assert.deepEqual(await numbers(), []);
});

test('an appended event wakes those who wait for the turn', { timeout: 20_000 }, async () => {
  const { notifications } = temporary.store;
  await new Promise<void>((resolve) => notifications.subscribe('focus_turn', () => resolve()));
  const woken = new Promise<string>((resolve) => notifications.subscribe('focus_turn', resolve));
  await append(0, [delta('a')]);
  assert.equal(await woken, turnId);
});
