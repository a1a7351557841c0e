import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import type { AdjustmentRequest } from '../../../server/images/adjust/adjustment.ts';
import { pictureToPng } from '../../../server/images/export.ts';
import { readPicture } from '../../../server/images/intake.ts';
import { createPicture, type Picture } from '../../../server/images/picture.ts';
import { drawing, made } from './drawn.ts';
import { type House, openHouse, sampleSession, sayAndWait } from './house.ts';
import { refused } from './refused.ts';

let house: House;
before(async () => { house = await openHouse(); });
after(() => house.close());

const adjust = (session: string, adjustment: AdjustmentRequest, more: { masks?: string[]; image?: string; id?: string } = {}) =>
  house.conversations.operate(session, { kind: 'adjust', adjustment, ...more });

async function pixels(imageId: string): Promise<Picture> {
  return readPicture((await house.conversations.picture(imageId)).png);
}

async function withBox(): Promise<{ id: string; mask: string; image: string }> {
  const { id, currentImage } = await sampleSession(house);
  const mask = await made(house, id, drawing(20, 30, 40, 24));
  return { id, mask: mask.id, image: currentImage!.id };
}

test('an exact operation is a version of the picture that says what made it, from what, and how much of what was marked changed', async () => {
  const { id, mask, image } = await withBox();
  const { operation, image: result } = await adjust(id, { kind: 'fill', colour: 'red' }, { masks: [mask] });
  const session = await house.conversations.getSession(id);
  assert.equal(session.currentImage!.id, result!.id);
  assert.equal(operation.imageId, result!.id);
  assert.equal(result!.parentId, image);
  const { adjustment } = session.images.at(-1)!;
  assert.deepEqual(adjustment!.exact, { kind: 'fill', colour: 'red', edge: 1, strength: 100 });
  assert.deepEqual([adjustment!.markedPixels, adjustment!.outsidePixels, adjustment!.outsideEqual], [960, 0, true]);
  assert.ok(adjustment!.changedByMarked! > 0.9 && adjustment!.changedByMarked! <= 1);
  assert.equal(adjustment!.sourceId, image);
  const [before, now] = [await pixels(image), await pixels(result!.id)];
  assert.deepEqual([...now.data.subarray((40 * 128 + 40) * 3, (40 * 128 + 40) * 3 + 3)], [255, 0, 0]);
  assert.deepEqual(now.data.subarray(0, 30 * 128 * 3), before.data.subarray(0, 30 * 128 * 3));
});

test('its report counts no byte outside of what changed', async () => {
  const { id, mask } = await withBox();
  const { image } = await adjust(id, { kind: 'grey' }, { masks: [mask] });
  const report = await house.conversations.imageReport(image!.id);
  assert.equal(report.outsideChangedBytes, 0);
  assert.equal(report.turnId, null);
  assert.equal(report.area, report.changedPixels);
});

test('undo and redo are exact, and the version stays in the tree', async () => {
  const { id, mask, image } = await withBox();
  const { image: result } = await adjust(id, { kind: 'blur' }, { masks: [mask] });
  await house.conversations.operate(id, { kind: 'undo' });
  assert.equal((await house.conversations.getSession(id)).currentImage!.id, image);
  await house.conversations.operate(id, { kind: 'redo' });
  const session = await house.conversations.getSession(id);
  assert.equal(session.currentImage!.id, result!.id);
  assert.equal(session.images.length, 2);
});

test('the same id again does it once; another operation under it is refused', async () => {
  const { id, mask } = await withBox();
  const operationId = randomUUID();
  const first = await adjust(id, { kind: 'grey' }, { masks: [mask], id: operationId });
  assert.deepEqual(await adjust(id, { kind: 'grey' }, { masks: [mask], id: operationId }), first);
  assert.equal((await house.conversations.getSession(id)).images.length, 2);
  await refused(adjust(id, { kind: 'threshold' }, { masks: [mask], id: operationId }), 'operation-id-taken', 409);
});

test('transparency is kept from upload on, through further operations', async () => {
  const picture = { ...createPicture(20, 16, [50, 100, 150]), alpha: Uint8Array.from({ length: 320 }, (_, at) => (at % 20 < 5 ? 0 : at % 20 < 7 ? 90 : 255)) };
  const { id: image, notes } = await house.conversations.addImage(await pictureToPng(picture), 'clear.png');
  assert.deepEqual(notes, ['The picture is partly transparent; that is kept, and the model sees it on white.']);
  const { id } = await house.conversations.createSession({ imageId: image });
  const { image: brighter } = await adjust(id, { kind: 'tone', lightness: 30 });
  assert.deepEqual((await pixels(brighter!.id)).alpha, picture.alpha);
  const { image: turned } = await adjust(id, { kind: 'rotate' });
  assert.deepEqual((await pixels(turned!.id)).alpha!.slice(0, 16), new Uint8Array(16));
});

test('after a crop the masks lie where their things are, and those of before are not there', async () => {
  const { id, mask } = await withBox();
  const { image } = await adjust(id, { kind: 'crop', margin: 4 }, { masks: [mask] });
  assert.deepEqual([image!.width, image!.height, image!.moved], [48, 32, true]);
  const { masks } = await house.conversations.getSession(id);
  const moved = masks.find(({ imageVersionId }) => imageVersionId === image!.id)!;
  assert.deepEqual(moved.versions[0].shape.box, { left: 4, top: 4, width: 40, height: 24 });
  await refused(adjust(id, { kind: 'grey' }, { masks: [mask] }), 'mask-of-other-picture', 400);
  assert.ok((await adjust(id, { kind: 'grey' }, { masks: [moved.id] })).image);
  await house.conversations.operate(id, { kind: 'undo' });
  await house.conversations.operate(id, { kind: 'undo' });
  assert.equal((await house.conversations.getSession(id)).masks.length, 1);
});

test('a cut-out is trimmed and can be cut out again to the same', async () => {
  const { id, mask } = await withBox();
  const { image } = await adjust(id, { kind: 'cut-out' }, { masks: [mask] });
  const cut = await pixels(image!.id);
  assert.ok(cut.alpha !== undefined && cut.width >= 38 && cut.width <= 46);
});

test('going to a version that an operation made keeps what was said before it', async () => {
  const { id } = await sampleSession(house);
  const { turn } = await sayAndWait(house, id, 'find ball');
  const { image } = await adjust(id, { kind: 'grey' });
  await house.conversations.operate(id, { kind: 'undo' });
  await house.conversations.operate(id, { kind: 'branch', image: image!.id });
  assert.equal((await house.conversations.getSession(id)).headTurnId, turn.id);
});

test('while a message is answered, and for what is not there, it is refused and nothing is made', async () => {
  const { id } = await sampleSession(house);
  await refused(adjust(id, { kind: 'cut-out' }), 'mask-needed', 400);
  await refused(adjust(id, { kind: 'grey' }, { masks: [randomUUID()] }), 'mask-unknown', 404);
  await refused(adjust(id, { kind: 'grey' }, { image: randomUUID() }), 'image-unknown', 404);
  await refused(adjust(randomUUID(), { kind: 'grey' }), 'session-unknown', 404);
  await refused(adjust(id, { kind: 'background', to: 'picture', picture: randomUUID() }, { masks: [(await made(house, id, drawing(5, 5, 9, 9))).id] }), 'image-unknown', 404);
  const { id: turn } = await house.conversations.say(id, { text: 'wait' });
  await refused(adjust(id, { kind: 'grey' }), 'turn-running', 409);
  await house.conversations.stop(turn);
  assert.equal((await house.conversations.getSession(id)).images.length, 1);
});

test('another picture goes behind a thing', async () => {
  const { id, mask } = await withBox();
  const behind = await house.conversations.addImage(await pictureToPng(createPicture(30, 30, [3, 4, 5])), 'sea.png');
  const { image } = await adjust(id, { kind: 'background', to: 'picture', picture: behind.id }, { masks: [mask] });
  assert.deepEqual([...(await pixels(image!.id)).data.subarray(0, 3)], [3, 4, 5]);
});
