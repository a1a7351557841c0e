import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Click, holds, withClicks } from '../../../server/focus/clicks.ts';
import { area, intersect, type Mask, subtract, union } from '../../../server/images/mask.ts';
import { createPicture } from '../../../server/images/picture.ts';
import { boxMask } from '../../../server/images/raster.ts';
import { randomMask, noisePicture, randomNumbers } from '../images/pictures.ts';

const box = (left: number, top: number, width: number, height: number): Mask => boxMask(60, 40, { left, top, width, height });
const plain = createPicture(60, 40, [90, 120, 150]);
const click = (x: number, y: number, positive: boolean): Click => ({ x, y, positive });
const nothing = async (): Promise<null> => null;

test('+ adds what the model sees under the click, and keeps all that was there', async () => {
  const base = box(5, 5, 10, 10);
  const made = await withClicks(plain, base, [click(40, 20, true)], async () => box(35, 15, 10, 10));
  assert.deepEqual(made, union(base, box(35, 15, 10, 10)));
});

test('− takes the part away that the model sees under the click', async () => {
  const made = await withClicks(plain, box(5, 5, 40, 20), [click(10, 10, false)], async () => box(5, 5, 12, 20));
  assert.deepEqual(made, box(17, 5, 28, 20));
});

test('− on a piece of its own takes that piece', async () => {
  const base = union(box(5, 5, 30, 30), box(50, 5, 4, 4));
  assert.deepEqual(await withClicks(plain, base, [click(51, 6, false)], nothing), box(5, 5, 30, 30));
});

test('− where the model sees the whole mask takes a part by colour, and leaves the rest', async () => {
  const picture = { ...plain, data: plain.data.slice() };
  const spot = box(10, 10, 3, 3);
  for (let pixel = 0; pixel < spot.data.length; pixel += 1) if (spot.data[pixel] === 1) picture.data.set([250, 10, 10], pixel * 3);
  const base = box(5, 5, 40, 30);
  const made = await withClicks(picture, base, [click(11, 11, false)], async () => base);
  assert.equal(area(intersect(made, spot)), 0);
  assert.ok(area(made) > 0.95 * (area(base) - 9));
});

test('a click that is obeyed already changes nothing', async () => {
  const base = box(5, 5, 10, 10);
  assert.deepEqual(await withClicks(plain, base, [click(6, 6, true), click(50, 30, false)], async () => box(0, 0, 60, 40)), base);
});

test('of two clicks on one pixel the later one counts', async () => {
  const base = box(5, 5, 10, 10);
  assert.equal(holds(await withClicks(plain, base, [click(8, 8, true), click(8, 8, false)], nothing), { x: 8, y: 8 }), false);
});

test('whatever mask, clicks and model, + keeps the mask, every clicked pixel is obeyed, and − adds nothing', async () => {
  const random = randomNumbers(31);
  const picture = noisePicture(60, 40, random);
  for (let round = 0; round < 60; round += 1) {
    const base = randomMask(60, 40, random);
    const proposal = async (): Promise<Mask | null> => (random() < 0.3 ? null : randomMask(60, 40, random));
    const clicks = Array.from({ length: 1 + Math.floor(random() * 4) }, () => click(random() * 60, random() * 40, random() < 0.5));
    const made = await withClicks(picture, base, clicks, proposal);
    const places = clicks.map(({ x, y }) => `${Math.floor(x)},${Math.floor(y)}`);
    for (const [index, one] of clicks.entries()) if (places.lastIndexOf(places[index]) === index) assert.equal(holds(made, one), one.positive);
    if (clicks.every(({ positive }) => positive)) assert.equal(area(subtract(base, made)), 0);
    if (clicks.every(({ positive }) => !positive)) assert.equal(area(subtract(made, base)), 0);
  }
});

test('− that would leave nothing leaves the rest of the thing', async () => {
  const base = box(10, 10, 20, 20);
  const made = await withClicks(plain, base, [click(15, 15, false)], async () => base);
  assert.ok(area(made) > 0.3 * area(base) && area(made) < area(base));
});
