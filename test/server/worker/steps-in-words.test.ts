// "undo" and its like, said in words: the worker takes the same steps as the page's buttons.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { TurnQueue } from '../../../server/queue/turn-queue.ts';
import { masksOnTheWay } from '../../../server/worker/masks-on-the-way.ts';
import { openWorker, type Worker } from '../../../server/worker/worker.ts';
import { type TemporaryQueue, temporaryQueue } from '../queue/temporary-queue.ts';
import { ended, say, startSession, type Message } from './sessions.ts';

let temporary: TemporaryQueue;
let queue: TurnQueue;
let worker: Worker;
before(async () => {
  temporary = await temporaryQueue();
  ({ queue } = temporary);
  const { databaseUrl, dataFolder } = temporary;
  worker = await openWorker({ databaseUrl, dataFolder, device: 'cpu', stepPause: 0, lost: (error) => { throw error; } });
});
after(async () => {
  await worker.close();
  await temporary.close();
});

const tell = async (sessionId: string, text: string, more: Message = {}) => ended(temporary.store, await say(temporary.store, queue, sessionId, { text, ...more }));
const placeOf = (id: string) => temporary.store.prisma.session.findUniqueOrThrow({ where: { id }, select: { currentImageId: true, headTurnId: true } });

test('undo takes an edit back and redo does it again; both stay in the conversation', async () => {
  const session = await startSession(temporary.store);
  const { currentImageId: source } = await placeOf(session);
  const edit = await tell(session, 'remove the green ball');
  assert.equal(edit.action, 'remove');
  const undone = await tell(session, 'undo that, please');
  assert.match(undone.answer ?? '', /Undone: “remove the green ball”/);
  assert.deepEqual(await placeOf(session), { currentImageId: source, headTurnId: undone.id });
  assert.equal(undone.modelAnswer, null);
  const redone = await tell(session, 'redo');
  assert.deepEqual(await placeOf(session), { currentImageId: edit.edit!.resultId, headTurnId: redone.id });
});

test('undo with nothing to undo says so and changes nothing', async () => {
  const session = await startSession(temporary.store);
  const { currentImageId } = await placeOf(session);
  const turn = await tell(session, 'undo');
  assert.match(turn.answer ?? '', /nothing to undo/);
  assert.equal((await placeOf(session)).currentImageId, currentImageId);
});

test('the original comes back, and undo brings the edit back', async () => {
  const session = await startSession(temporary.store);
  const { currentImageId: source } = await placeOf(session);
  const edit = await tell(session, 'remove the green ball');
  await tell(session, 'back to the original');
  assert.equal((await placeOf(session)).currentImageId, source);
  await tell(session, 'undo');
  assert.equal((await placeOf(session)).currentImageId, edit.edit!.resultId);
});

test('starting over leaves the first picture with nothing marked, and undo puts both back', async () => {
  const session = await startSession(temporary.store);
  const { currentImageId: source } = await placeOf(session);
  await tell(session, 'mark the green ball');
  await tell(session, 'start over');
  assert.deepEqual(await masksOnTheWay(temporary.store, source, 9), []);
  await tell(session, 'undo');
  assert.equal((await masksOnTheWay(temporary.store, source, 9)).length, 1);
});

test('small talk marks and changes nothing, and offers what can be said', async () => {
  const session = await startSession(temporary.store);
  const { currentImageId } = await placeOf(session);
  const turn = await tell(session, 'good morning!');
  assert.deepEqual([turn.edit, turn.maskVersions, (await placeOf(session)).currentImageId], [null, [], currentImageId]);
  const { kind, suggestions } = turn.intent as { kind: string; suggestions: string[] };
  assert.equal(kind, 'greeting');
  assert.ok(suggestions.length > 0);
});
