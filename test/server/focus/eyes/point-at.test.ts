import assert from 'node:assert/strict';
import { test } from 'node:test';
import { overlap, pointAt } from '../../../../server/focus/eyes/point-at.ts';
import { fakeEyes, pictureOf } from './fake-eyes.ts';

const large = { x: 130, y: 200, radius: 90, concepts: [] };
const other = { x: 300, y: 200, radius: 40, concepts: [] };
const nothing = { clicks: [], boxes: [], rough: [] };
const clickOn = (x: number, y: number, positive = true) => ({ x, y, positive });
const inside = (likely: Float32Array): number => likely.filter((value) => value > 0.5).length;

test('one click is offered as thing, part and group, the surest first, and nothing twice', async () => {
  const discs = [large, other];
  const offers = await pointAt(fakeEyes(discs, 1391), pictureOf(discs), { ...nothing, clicks: [clickOn(130, 200)] });
  assert.deepEqual(offers.map(({ score }) => score), [0.9, 0.6, 0.5]);
  const [thing, part, group] = offers.map(({ likely }) => inside(likely));
  assert.ok(part < thing && thing < group);
});

test('a box says enough for one mask', async () => {
  const discs = [large, other];
  const offers = await pointAt(fakeEyes(discs, 1391), pictureOf(discs), { ...nothing, boxes: [{ left: 40, top: 110, width: 180, height: 180 }] });
  assert.equal(offers.length, 1);
});

test('each further click corrects what the ones before it brought', async () => {
  const discs = [large, other];
  const eyes = fakeEyes(discs, 1391);
  await pointAt(eyes, pictureOf(discs), { ...nothing, clicks: [clickOn(130, 200), clickOn(300, 200), clickOn(130, 120, false)] });
  const steps = eyes.asked.filter(({ part }) => part.width === 384).map(({ prompt }) => prompt);
  assert.deepEqual(steps.map(({ clicks }) => clicks?.length), [1, 2, 3]);
  assert.deepEqual(steps.map(({ earlier }) => earlier !== undefined), [false, true, true]);
});

test('a mask that is corrected goes along with the clicks', async () => {
  const discs = [large];
  const eyes = fakeEyes(discs, 1391);
  const earlier = { width: 384, height: 384, data: new Uint8Array(384 * 384).fill(1, 0, 384 * 192) };
  await pointAt(eyes, pictureOf(discs), { ...nothing, clicks: [clickOn(130, 200)], earlier });
  const cover = eyes.asked[0].prompt.earlier!;
  assert.ok(cover[10] === 1 && cover[47 * 48] === 0);
});

test('a small thing in a large picture is looked at again from near, in finer cells', async () => {
  const small = { x: 700, y: 300, radius: 40, concepts: [] };
  const eyes = fakeEyes([small], 1391);
  const [first] = await pointAt(eyes, pictureOf([small], 1000, 800), { ...nothing, clicks: [clickOn(700, 300)] });
  const { box } = first.sight.frame;
  assert.ok(box.width < 300 && box.left < 660 && box.left + box.width > 740, JSON.stringify(box));
  const far = eyes.asked[0].part;
  assert.deepEqual([far.width, far.height], [1000, 800]);
});

test('overlap is intersection over union', () => {
  assert.equal(overlap(Float32Array.of(1, 1, 0, 0), Float32Array.of(0, 1, 1, 0)), 1 / 3);
});
