// The worker with the shipped model and a real database, from the queue to what is stored.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { readPicture } from '../../../server/images/intake.ts';
import { askWorker, type PointedPrompt } from '../../../server/queue/direct-lane.ts';
import type { TurnQueue } from '../../../server/queue/turn-queue.ts';
import { masksOnTheWay } from '../../../server/worker/masks-on-the-way.ts';
import { openWorker, type Worker } from '../../../server/worker/worker.ts';
import { type TemporaryQueue, temporaryQueue } from '../queue/temporary-queue.ts';
import { drawMask, ended, eventually, logOf, type Message, resultOf, say, startSession } from './sessions.ts';

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

const click = (x: number, y: number, positive = true): PointedPrompt => ({ kind: 'point', x, y, positive });
const tell = async (sessionId: string, message: Message) => ended(temporary.store, await say(temporary.store, queue, sessionId, message));
const sessionOf = (id: string) => temporary.store.prisma.session.findUniqueOrThrow({ where: { id } });

test('a click becomes a mask, and its log ends with turn-end', async () => {
  const session = await startSession(temporary.store);
  const turn = await tell(session, { prompts: [click(60, 60)] });
  assert.deepEqual({ status: turn.status, action: turn.action, attempt: turn.attempt }, { status: 'done', action: 'segment', attempt: 1 });
  const [made] = turn.maskVersions;
  const { currentImageId, headTurnId } = await sessionOf(session);
  assert.equal(headTurnId, turn.id);
  assert.deepEqual([made.number, made.operation, made.parentId, made.width, made.height], [1, 'segment', null, 128, 128]);
  assert.deepEqual([made.mask.sessionId, made.mask.imageVersionId], [session, currentImageId]);
  const events = await logOf(temporary.store, turn.id);
  assert.deepEqual(events.map(({ type }) => type), ['turn-start', 'mask-start', 'mask-end', 'text-start', 'text-delta', 'text-end', 'turn-end']);
  const [, , mask, , , text, end] = events;
  assert.ok(mask.type === 'mask-end' && text.type === 'text-end');
  assert.deepEqual([mask.maskId, mask.versionId, mask.shape.counts], [made.maskId, made.id, made.counts]);
  assert.equal(text.text, turn.answer);
  assert.deepEqual(end, { type: 'turn-end', status: 'done' });
});

test('a click on a mask makes a new version of it', async () => {
  const session = await startSession(temporary.store);
  const [first] = (await tell(session, { prompts: [click(66, 46)] })).maskVersions;
  const turn = await tell(session, { prompts: [click(12, 94)], masks: [first.id] });
  const [second] = turn.maskVersions;
  assert.deepEqual([second.maskId, second.number, second.parentId, second.operation], [first.maskId, 2, first.id, 'refine']);
  assert.equal(await temporary.store.prisma.mask.count({ where: { sessionId: session } }), 1);
});

test('a click hits the same thing whatever was marked before', async () => {
  const [one, other] = [await startSession(temporary.store), await startSession(temporary.store)];
  await tell(one, { prompts: [click(20, 90)] });
  const after = await tell(one, { prompts: [click(60, 60)] });
  const bare = await tell(other, { prompts: [click(60, 60)] });
  assert.deepEqual(after.maskVersions.map(({ counts }) => counts), bare.maskVersions.map(({ counts }) => counts));
});

test('an edit of a mask makes a picture that the session goes on with', async () => {
  const session = await startSession(temporary.store);
  const { currentImageId: source } = await sessionOf(session);
  const [mask] = (await tell(session, { prompts: [click(60, 60)] })).maskVersions;
  const turn = await tell(session, { text: 'remove this', masks: [mask.id], seed: 11 });
  const { edit } = turn;
  assert.ok(edit && turn.action === 'remove', `the model did not remove but ${turn.action}`);
  assert.deepEqual([edit.kind, edit.sourceId, edit.instruction, edit.seed], ['remove', source, 'remove this', 11]);
  assert.deepEqual([edit.result.sessionId, edit.result.parentId, edit.result.source], [session, source, 'edit']);
  assert.equal((await sessionOf(session)).currentImageId, edit.resultId);
  // Its place is the mask that is there already.
  assert.deepEqual(turn.maskVersions, []);
  const events = await logOf(temporary.store, turn.id);
  const [marked, ...others] = events.filter((event) => event.type === 'mask-end');
  assert.deepEqual([marked.versionId, marked.score, others], [mask.id, 1, []]);
  assert.ok(events.some(({ type }) => type === 'edit-progress'));
  const { width, height } = await readPicture(await temporary.store.blobs.get(edit.result.blob));
  assert.deepEqual(events.at(-2), {
    type: 'edit-end', kind: 'remove', imageId: edit.resultId, width, height, changedPixels: edit.changedPixels, seed: 11,
  });
});

test('words ask for an edit also beside a mask that was drawn before anything was said', async () => {
  const session = await startSession(temporary.store);
  const { currentImageId } = await sessionOf(session);
  await drawMask(temporary.store, { sessionId: session, imageVersionId: currentImageId!, name: 'floor' });
  const turn = await tell(session, { text: 'remove the green ball' });
  assert.deepEqual([turn.action, turn.edit?.kind], ['remove', 'remove']);
});

test('the mask of what was removed is not there any more, the others are', async () => {
  const session = await startSession(temporary.store);
  const [gone] = (await tell(session, { prompts: [click(60, 60)] })).maskVersions;
  const [stays] = (await tell(session, { prompts: [click(35, 90)] })).maskVersions;
  const turn = await tell(session, { text: 'remove it', masks: [gone.id] });
  assert.equal(turn.action, 'remove');
  assert.deepEqual(turn.edit?.endedMaskIds, [gone.maskId]);
  assert.deepEqual((await masksOnTheWay(temporary.store, (await sessionOf(session)).currentImageId, 10)).map(({ id }) => id), [stays.id]);
});

test('a turn that may only be an edit is one, and one that may only mark something changes nothing', async () => {
  const session = await startSession(temporary.store);
  const [mask] = (await tell(session, { prompts: [click(60, 60)] })).maskVersions;
  const marked = await tell(session, { text: 'remove it', masks: [mask.id], permitted: ['segment'] });
  assert.deepEqual([marked.action, marked.edit], ['segment', null]);
  const edited = await tell(session, { text: 'what colour is this', masks: [mask.id], permitted: ['remove'] });
  assert.equal(edited.edit?.kind, 'remove');
});

test('a session without a picture begins with a drawing', async () => {
  const session = await startSession(temporary.store, null);
  const turn = await tell(session, { text: 'a red ball on wood' });
  assert.equal(turn.action, 'draw');
  assert.ok(turn.edit);
  assert.deepEqual([turn.edit.sourceId, turn.edit.result.parentId, turn.edit.result.source], [null, null, 'draw']);
  assert.equal((await sessionOf(session)).currentImageId, turn.edit.resultId);
  assert.equal((await tell(session, { prompts: [click(20, 20)] })).status, 'done');
});

test('a prompt that the model refuses fails the turn with its reason, and the session stays where it was', async () => {
  const session = await startSession(temporary.store);
  const turn = await tell(session, { prompts: [click(6000, 60)] });
  assert.equal(turn.status, 'failed');
  const error = turn.error as { code: string; message: string; status: number; hint: string };
  assert.deepEqual([error.code, error.status], ['point-outside', 400]);
  assert.match(error.message, /6000/);
  assert.deepEqual((await logOf(temporary.store, turn.id)).at(-1), { type: 'turn-end', status: 'failed', error });
  assert.equal((await sessionOf(session)).headTurnId, null);
});

test('a turn that was stopped while it waited ends without the model', async () => {
  const session = await startSession(temporary.store);
  const { store } = temporary;
  const { id } = await store.prisma.turn.create({ data: { sessionId: session, text: 'what is this?', seed: 1, stopRequested: true } });
  await store.prisma.$transaction((transaction) => queue.enqueue(transaction, id));
  assert.equal((await ended(store, id)).status, 'stopped');
  assert.deepEqual(await logOf(store, id), [{ type: 'turn-start' }, { type: 'turn-end', status: 'stopped' }]);
});

test('a turn that is delivered twice is carried out once', async () => {
  const session = await startSession(temporary.store);
  const turn = await tell(session, { prompts: [click(60, 60)] });
  const { store } = temporary;
  const before = await logOf(store, turn.id);
  await store.prisma.$transaction((transaction) => queue.enqueue(transaction, turn.id));
  await tell(session, { prompts: [click(20, 90)] });
  assert.deepEqual(await logOf(store, turn.id), before);
  assert.equal((await ended(store, turn.id)).attempt, 1);
});

test('the same turns in another session give the same masks and pictures, byte for byte', async () => {
  const run = async (): Promise<object[]> => {
    const session = await startSession(temporary.store);
    const asked = await tell(session, { text: 'how many balls are there?' });
    const marked = await tell(session, { prompts: [click(60, 60)] });
    const refined = await tell(session, { prompts: [{ kind: 'box', left: 50, top: 38, width: 26, height: 36 }], masks: [marked.maskVersions[0].id] });
    const edited = await tell(session, { text: 'make this blue', masks: [refined.maskVersions[0].id], seed: 5 });
    const goesOn = await tell(session, { text: 'segment everything on the left' });
    return Promise.all([asked, marked, refined, edited, goesOn].map(({ id }) => resultOf(temporary.store, id)));
  };
  assert.deepEqual(await run(), await run());
});

test('a preview gives the masks of the turn it would become, and stores nothing', async () => {
  const session = await startSession(temporary.store);
  const { store } = temporary;
  const { currentImageId } = await sessionOf(session);
  assert.ok(currentImageId);
  const counts = () => Promise.all([store.prisma.maskVersion.count(), store.prisma.event.count(), store.prisma.turn.count()]);
  const before = await counts();
  const request = { imageVersionId: currentImageId, text: '', prompts: [click(60, 60)], maskVersionIds: [] };
  const { masks } = await askWorker<{ masks: { shape: { counts: string } }[] }>(store, '/preview', request);
  assert.deepEqual(await counts(), before);
  const turn = await tell(session, { prompts: [click(60, 60)] });
  assert.deepEqual(masks.map(({ shape }) => shape.counts), turn.maskVersions.map((version) => version.counts));
});

test('of several previews at once the newest is answered, the others are superseded', async () => {
  const { currentImageId } = await sessionOf(await startSession(temporary.store));
  assert.ok(currentImageId);
  const request = { imageVersionId: currentImageId, text: '', prompts: [click(60, 60)], maskVersionIds: [] };
  // a fast worker may have answered the first before the second arrives
  const answers = await Promise.allSettled(Array.from({ length: 16 }, () => askWorker(temporary.store, '/preview', request)));
  const answered = answers.filter(({ status }) => status === 'fulfilled').length;
  assert.ok(answered >= 1 && answered < 16, `${answered} of 16 were answered`);
  for (const answer of answers) if (answer.status === 'rejected') assert.equal(answer.reason.code, 'superseded');
});

test('the direct lane is closed to who has no token', async () => {
  const response = await fetch(`${worker.address}/preview`, { method: 'POST', body: '{}' });
  assert.equal(response.status, 401);
  assert.equal(((await response.json()) as { error: { code: string } }).error.code, 'lane-refused');
});

test('a living worker is known by its row, which names the provider that ran', async () => {
  const [row] = await eventually(async () => temporary.store.prisma.worker.findMany(), 'the row');
  assert.equal(row.id, worker.id);
  assert.deepEqual([row.device, (row.probe as { provider: string }).provider], ['cpu', 'CPUExecutionProvider']);
});
