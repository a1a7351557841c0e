// What a message does to masks that are there, with the shipped model and a real database.

import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { area, type Mask, subtract } from '../../../server/images/mask.ts';
import { decodeRle, rleHolds } from '../../../server/images/rle.ts';
import { readPicture } from '../../../server/images/intake.ts';
import type { PointedPrompt } from '../../../server/queue/direct-lane.ts';
import type { TurnQueue } from '../../../server/queue/turn-queue.ts';
import { openWorker, type Worker } from '../../../server/worker/worker.ts';
import { type TemporaryQueue, temporaryQueue } from '../queue/temporary-queue.ts';
import { drawMask, ended, type Message, say, startSession } from './sessions.ts';

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
const maskOf = ({ counts, width, height }: { counts: string; width: number; height: number }): Mask => decodeRle({ size: [height, width], counts });
const imageOf = async (session: string) => (await temporary.store.prisma.session.findUniqueOrThrow({ where: { id: session } })).currentImageId!;

/** A session with a bar drawn by hand, (30, 110) to (70, 116), called "bar". */
async function withBar(): Promise<{ session: string; version: string; bar: Mask }> {
  const session = await startSession(temporary.store);
  const version = await drawMask(temporary.store, { sessionId: session, imageVersionId: await imageOf(session), name: 'bar' });
  return { session, version, bar: maskOf(await temporary.store.prisma.maskVersion.findUniqueOrThrow({ where: { id: version } })) };
}

test('a + on a chosen mask makes a version that holds all of it and the clicked part, under its name', async () => {
  const { session, version, bar } = await withBar();
  const turn = await tell(session, { prompts: [click(60, 60)], masks: [version] });
  const [made] = turn.maskVersions;
  assert.deepEqual([turn.maskVersions.length, made.parentId, made.operation, made.mask.name], [1, version, 'refine', 'bar']);
  const mask = maskOf(made);
  assert.equal(area(subtract(bar, mask)), 0);
  assert.ok(area(mask) > area(bar) + 50);
  assert.ok(rleHolds({ size: [128, 128], counts: made.counts }, { x: 60, y: 60 }));
  assert.equal(turn.answer, 'I added that to the bar.');
});

test('a − on it takes the clicked part away and adds nothing', async () => {
  const { session, version, bar } = await withBar();
  const [made] = (await tell(session, { prompts: [click(34, 113, false)], masks: [version] })).maskVersions;
  assert.equal(rleHolds({ size: [128, 128], counts: made.counts }, { x: 34, y: 113 }), false);
  assert.equal(area(subtract(maskOf(made), bar)), 0);
  assert.ok(area(maskOf(made)) > 0.2 * area(bar));
});

test('"this too" with a chosen mask joins into that mask', async () => {
  const { session, version, bar } = await withBar();
  const turn = await tell(session, { text: 'this too', prompts: [click(60, 60)], masks: [version] });
  assert.deepEqual([turn.maskVersions.length, turn.maskVersions[0].parentId], [1, version]);
  assert.equal(area(subtract(bar, maskOf(turn.maskVersions[0]))), 0);
});

test('a − behind nothing that is chosen is about what was marked last', async () => {
  const session = await startSession(temporary.store);
  const [first] = (await tell(session, { prompts: [click(60, 60)] })).maskVersions;
  const [second] = (await tell(session, { prompts: [click(60, 60, false)] })).maskVersions;
  assert.equal(second.maskId, first.maskId);
  assert.equal(area(subtract(maskOf(second), maskOf(first))), 0);
  assert.equal(rleHolds({ size: [128, 128], counts: second.counts }, { x: 60, y: 60 }), false);
});

test('words about a mask that was refined by hand leave it as it is', async () => {
  const { session, version } = await withBar();
  await tell(session, { text: 'mark the red ball', masks: [version], permitted: ['segment'] });
  const { maskId } = await temporary.store.prisma.maskVersion.findUniqueOrThrow({ where: { id: version } });
  assert.equal(await temporary.store.prisma.maskVersion.count({ where: { maskId } }), 1);
});

test('an edit of a chosen mask stays in it, and says how much of it changed', async () => {
  const { session, version, bar } = await withBar();
  const source = await imageOf(session);
  const { edit } = await tell(session, { text: 'erase it', masks: [version], permitted: ['remove'] });
  assert.deepEqual([edit!.markedPixels, edit!.outsidePixels, edit!.maskVersionIds], [area(bar), 0, [version]]);
  assert.ok(edit!.changedPixels / area(bar) <= 1.05);
  const pixels = async (id: string) => readPicture(await temporary.store.blobs.get((await temporary.store.prisma.imageVersion.findUniqueOrThrow({ where: { id } })).blob));
  const [before, after] = [await pixels(source), await pixels(edit!.resultId)];
  for (let pixel = 0; pixel < bar.data.length; pixel += 1) {
    if (bar.data[pixel] === 0) assert.deepEqual(after.data.subarray(pixel * 3, pixel * 3 + 3), before.data.subarray(pixel * 3, pixel * 3 + 3));
  }
});

test('"erase it" is about the very pixels that were marked last, and a name that a person gave means its mask', async () => {
  const session = await startSession(temporary.store);
  const [first] = (await tell(session, { prompts: [click(60, 60)] })).maskVersions;
  const one = await tell(session, { text: 'erase it', permitted: ['remove'] });
  assert.equal(one.edit!.markedPixels, first.area);
  const other = await startSession(temporary.store);
  const [ball] = (await tell(other, { prompts: [click(60, 60)] })).maskVersions;
  await tell(other, { prompts: [click(20, 20)] });
  await temporary.store.prisma.mask.update({ where: { id: ball.maskId }, data: { name: 'moon' } });
  await temporary.store.prisma.operation.create({ data: { id: randomUUID(), sessionId: other, seq: 90, kind: 'mask-rename', maskIds: [ball.maskId], before: {}, undoTop: 90 } });
  const named = await tell(other, { text: 'remove the moon', permitted: ['remove'] });
  assert.deepEqual([named.edit!.markedPixels, named.answer], [ball.area, 'I removed the moon.']);
});
