import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { drawing, made } from './drawn.ts';
import { type House, openHouse, sampleSession, sayAndWait } from './house.ts';
import { refused } from './refused.ts';

let house: House;
let session: string;
before(async () => {
  house = await openHouse();
  session = (await sampleSession(house)).id;
});
after(() => house.close());

const draw = (left: number, top: number, width: number, height: number, name = 'mask') => made(house, session, { ...drawing(left, top, width, height), name });
const newest = <Version>({ versions }: { versions: Version[] }): Version => versions[versions.length - 1];

test('what was drawn is a mask of the session, with how it was made', async () => {
  const prompts = [{ kind: 'scribble' as const, points: [{ x: 1, y: 2 }] }];
  const mask = await made(house, session, { ...drawing(10, 10, 20, 10), name: 'thing', tool: 'brush', prompts });
  const [version] = mask.versions;
  assert.deepEqual([mask.name, version.operation, version.turnId, version.number, version.score], ['thing', 'draw', null, 1, 1]);
  assert.deepEqual(version.parameters, { tool: 'brush', prompts });
  assert.deepEqual([version.shape.area, version.shape.box], [200, { left: 10, top: 10, width: 20, height: 10 }]);
  assert.deepEqual((await house.conversations.getSession(session)).masks.find(({ id }) => id === mask.id), mask);
});

test('growing makes a new version that knows its parent and its pixels', async () => {
  const first = await draw(40, 40, 10, 10);
  const grown = newest(await made(house, session, { kind: 'mask-grow', mask: first.id, pixels: 2 }));
  assert.deepEqual([grown.operation, grown.number, grown.parentId, grown.sourceIds, grown.parameters], ['grow', 2, first.versions[0].id, [first.versions[0].id], { pixels: 2 }]);
  assert.deepEqual(grown.shape.box, { left: 38, top: 38, width: 14, height: 14 });
});

test('shrinking, inverting and feathering keep what they were told', async () => {
  const { id } = await draw(40, 40, 10, 10);
  assert.equal(newest(await made(house, session, { kind: 'mask-shrink', mask: id, pixels: 2 })).shape.area, 36);
  const feathered = newest(await made(house, session, { kind: 'mask-feather', mask: id, pixels: 3 }));
  assert.deepEqual([feathered.feather, feathered.shape.area], [3, 36]);
  const inverted = newest(await made(house, session, { kind: 'mask-invert', mask: id }));
  assert.deepEqual([inverted.shape.area, inverted.feather], [128 * 128 - 36, 3]);
});

test('a combination is a mask of its own made from all its sources', async () => {
  const [one, other] = [await draw(0, 0, 10, 10, 'ball'), await draw(5, 0, 10, 10, 'cube')];
  const ids = [one.versions[0].id, other.versions[0].id];
  for (const [rule, area, name] of [['union', 150, 'ball and cube'], ['intersect', 50, 'ball within cube'], ['subtract', 50, 'ball without cube']] as const) {
    const mask = await made(house, session, { kind: 'mask-combine', rule, masks: [one.id, other.id] });
    assert.deepEqual([mask.name, mask.versions[0].shape.area, mask.versions[0].sourceIds, mask.versions[0].operation], [name, area, ids, rule]);
  }
});

test('a combination may become the next version of its first mask', async () => {
  const [one, other] = [await draw(0, 0, 10, 10), await draw(5, 0, 10, 10)];
  const mask = await made(house, session, { kind: 'mask-combine', rule: 'union', masks: [one.id, other.id], into: 'version' });
  assert.deepEqual([mask.id, newest(mask).number, newest(mask).parentId, newest(mask).shape.area], [one.id, 2, one.versions[0].id, 150]);
});

test('an operation that would leave nothing is refused and changes nothing', async () => {
  const [one, other] = [await draw(0, 0, 10, 10), await draw(50, 50, 4, 4)];
  const before = await house.conversations.getSession(session);
  await refused(house.conversations.operate(session, { kind: 'mask-combine', rule: 'intersect', masks: [one.id, other.id] }), 'mask-empty', 400);
  await refused(house.conversations.operate(session, { kind: 'mask-shrink', mask: other.id, pixels: 9 }), 'mask-empty', 400);
  await refused(house.conversations.operate(session, drawing(0, 0, 0, 0)), 'mask-empty', 400);
  assert.deepEqual(await house.conversations.getSession(session), before);
});

test('a mask of another size than the picture is refused', async () => {
  await refused(house.conversations.operate(session, { kind: 'mask-draw', size: [6, 8], counts: '0h0h0' }), 'mask-size-differs', 400);
  await refused(house.conversations.operate(session, { kind: 'mask-draw', size: [128, 128], counts: '~' }), 'mask-rle-invalid', 400);
});

test('what was drawn on a version that is not the newest any more is refused, and drawn on the newest one it is taken', async () => {
  const mask = await draw(0, 0, 10, 10);
  const other = await made(house, session, { ...drawing(0, 0, 20, 10), mask: mask.id, base: mask.versions[0].id });
  await refused(house.conversations.operate(session, { ...drawing(0, 0, 10, 20), mask: mask.id, base: mask.versions[0].id }), 'mask-changed', 409);
  const third = await made(house, session, { ...drawing(0, 0, 20, 20), mask: mask.id, base: newest(other).id });
  assert.equal(newest(third).shape.area, 400);
});

test('a locked mask refuses every change but serves others', async () => {
  const { id, versions: [{ id: version }] } = await draw(0, 0, 10, 10);
  await house.conversations.operate(session, { kind: 'mask-lock', mask: id, locked: true });
  for (const change of [
    { kind: 'mask-grow', mask: id, pixels: 1 }, { ...drawing(1, 1, 2, 2), mask: id }, { kind: 'mask-rename', mask: id, name: 'other' },
    { kind: 'mask-delete', mask: id }, { kind: 'mask-revert', mask: id, version },
  ] as const) await refused(house.conversations.operate(session, change), 'mask-locked', 409);
  assert.equal((await made(house, session, { kind: 'mask-grow', mask: id, pixels: 1, into: 'new' })).versions.length, 1);
  assert.equal((await made(house, session, { kind: 'mask-hide', mask: id, hidden: true })).hidden, true);
  await house.conversations.operate(session, { kind: 'mask-lock', mask: id, locked: false });
  assert.equal((await made(house, session, { kind: 'mask-rename', mask: id, name: 'other' })).name, 'other');
});

test('a deleted mask leaves the session and comes back as it was', async () => {
  const mask = await draw(0, 0, 10, 10);
  assert.equal((await made(house, session, { kind: 'mask-delete', mask: mask.id })).deleted, true);
  const { masks } = await house.conversations.getSession(session);
  assert.ok(!masks.some(({ id }) => id === mask.id));
  assert.equal((await house.conversations.getMask(mask.id)).deleted, true);
  await refused(house.conversations.operate(session, { kind: 'mask-grow', mask: mask.id, pixels: 1 }), 'mask-deleted', 409);
  await refused(house.conversations.say(session, { text: 'that', masks: [mask.versions[0].id] }), 'mask-deleted', 409);
  assert.deepEqual(await made(house, session, { kind: 'mask-restore', mask: mask.id }), mask);
});

test('a duplicate is independent of its original', async () => {
  const mask = await draw(0, 0, 10, 10, 'ball');
  const copy = await made(house, session, { kind: 'mask-duplicate', mask: mask.id });
  assert.deepEqual([copy.name, copy.versions[0].shape, copy.versions[0].sourceIds], ['ball copy', mask.versions[0].shape, [mask.versions[0].id]]);
  await house.conversations.operate(session, { kind: 'mask-grow', mask: copy.id, pixels: 1 });
  assert.deepEqual(await house.conversations.getMask(mask.id), mask);
});

test('reverting makes a version equal to an earlier one', async () => {
  const mask = await draw(0, 0, 10, 10);
  await house.conversations.operate(session, { kind: 'mask-grow', mask: mask.id, pixels: 4 });
  const reverted = newest(await made(house, session, { kind: 'mask-revert', mask: mask.id, version: mask.versions[0].id }));
  assert.deepEqual([reverted.number, reverted.operation, reverted.shape, reverted.sourceIds], [3, 'restore', mask.versions[0].shape, [mask.versions[0].id]]);
});

test('every version of a mask can be read by its number', async () => {
  const mask = await draw(0, 0, 10, 10);
  await house.conversations.operate(session, { kind: 'mask-grow', mask: mask.id, pixels: 4 });
  assert.equal((await house.conversations.mask(mask.id)).number, 2);
  assert.equal((await house.conversations.mask(mask.id, '1')).area, 100);
  assert.equal((await house.conversations.mask(mask.id, mask.versions[0].id)).number, 1);
  await refused(house.conversations.mask(mask.id, '3'), 'version-unknown', 404);
  await refused(house.conversations.mask(mask.id, randomUUID()), 'version-unknown', 404);
});

test('a preview of an operation stores nothing', async () => {
  const { id } = await draw(40, 40, 10, 10);
  const before = await house.conversations.getSession(session);
  const { shape } = await house.conversations.previewOperation(session, { kind: 'mask-grow', mask: id, pixels: 2 });
  assert.deepEqual(shape.box, { left: 38, top: 38, width: 14, height: 14 });
  assert.deepEqual(await house.conversations.getSession(session), before);
  await refused(house.conversations.previewOperation(session, { kind: 'undo' }), 'request-invalid', 400);
});

test('masks of another session are unknown here', async () => {
  const { id } = await draw(0, 0, 10, 10);
  const other = await sampleSession(house);
  for (const kind of ['mask-delete', 'mask-duplicate', 'mask-invert'] as const) {
    await refused(house.conversations.operate(other.id, { kind, mask: id }), 'mask-unknown', 404);
  }
  await refused(house.conversations.previewOperation(other.id, { kind: 'mask-invert', mask: id }), 'mask-unknown', 404);
  const { turn } = await sayAndWait(house, session, 'paint it');
  await refused(house.conversations.operate(other.id, { ...drawing(0, 0, 9, 9), image: turn.edit?.resultId }), 'image-unknown', 404);
});
