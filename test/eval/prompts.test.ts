import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createMask, iou } from '../../server/images/mask.ts';
import { boxMask, discMask } from '../../server/images/raster.ts';
import { degradedMask, insidePoint, jitteredBox, scribbleInside } from './prompts.ts';
import { randomFrom, sample } from './random.ts';
import { colourIn, discOfMeanSize, ellipseIn, hsvShift, meanFill } from './rivals.ts';
import { createPicture } from '../../server/images/picture.ts';
import { area } from '../../server/images/mask.ts';

const disc = discMask(128, 128, { x: 60, y: 50 }, 14);
const seeds = Array.from({ length: 40 }, (_, index) => `seed ${index}`);

test('a click lies on a pixel of the object', () => {
  for (const seed of seeds) {
    const { x, y } = insidePoint(disc, randomFrom(seed));
    assert.equal(disc.data[Math.floor(y) * 128 + Math.floor(x)], 1);
  }
});

test('a box is near the true one and not always equal to it', () => {
  const boxes = seeds.map((seed) => jitteredBox(disc, randomFrom(seed)));
  const overlaps = boxes.map((box) => iou(boxMask(128, 128, box), boxMask(128, 128, { left: 46, top: 36, width: 28, height: 28 })));
  assert.ok(Math.min(...overlaps) > 0.65, `${Math.min(...overlaps)}`);
  assert.ok(new Set(boxes.map((box) => JSON.stringify(box))).size > 20);
});

test('a scribble has three to five points of the object', () => {
  for (const seed of seeds) {
    const points = scribbleInside(disc, randomFrom(seed));
    assert.ok(points.length >= 3 && points.length <= 5);
    for (const { x, y } of points) assert.equal(disc.data[Math.floor(y) * 128 + Math.floor(x)], 1);
  }
});

test('a rough mask has an IoU of 0.50 to 0.75 with the truth', () => {
  for (const seed of seeds) {
    const rough = degradedMask(disc, randomFrom(seed));
    assert.ok(rough !== null);
    const overlap = iou(rough, disc);
    assert.ok(overlap >= 0.5 && overlap <= 0.75, `${seed}: ${overlap}`);
  }
});

test('nothing can be spoilt of an empty mask', () => {
  assert.equal(degradedMask(createMask(128, 128), randomFrom('x')), null);
});

test('the same text gives the same numbers, another text others', () => {
  const draw = (seed: string) => Array.from({ length: 5 }, randomFrom(seed));
  assert.deepEqual(draw('a'), draw('a'));
  assert.notDeepEqual(draw('a'), draw('b'));
  assert.ok(draw('a').every((value) => value >= 0 && value < 1));
});

test('a sample keeps the order and repeats', () => {
  const items = Array.from({ length: 100 }, (_, index) => index);
  const drawn = sample(items, 10, 'lot');
  assert.deepEqual(drawn, sample(items, 10, 'lot'));
  assert.deepEqual(drawn, [...drawn].sort((a, b) => a - b));
  assert.equal(drawn.length, 10);
});

test('the disc has the mean area, the ellipse fills its box', () => {
  assert.ok(Math.abs(area(discOfMeanSize({ width: 128, height: 128 }, { x: 64, y: 64 }, 0.05)) - 0.05 * 128 * 128) < 20);
  const ellipse = ellipseIn({ width: 128, height: 128 }, { left: 10, top: 20, width: 40, height: 30 });
  assert.ok(Math.abs(area(ellipse) - (Math.PI / 4) * 1200) < 15);
});

test('a mean fill takes the colour around the region', () => {
  const picture = createPicture(40, 40, [10, 20, 30]);
  const region = boxMask(40, 40, { left: 10, top: 10, width: 10, height: 10 });
  for (let pixel = 0; pixel < 1600; pixel += 1) if (region.data[pixel] === 1) picture.data.set([255, 0, 0], pixel * 3);
  assert.deepEqual([...meanFill(picture, region).data.subarray((15 * 40 + 15) * 3, (15 * 40 + 15) * 3 + 3)], [10, 20, 30]);
});

test('an HSV shift takes the last colour of the instruction and keeps light and dark', () => {
  assert.equal(colourIn('paint the red cube blue'), 'blue');
  assert.equal(colourIn('make it larger'), null);
  const picture = createPicture(2, 1, [200, 20, 20]);
  picture.data.set([100, 10, 10], 3);
  const [r1, , b1, r2, , b2] = hsvShift(picture, createMask(2, 1, 1), 'blue').data;
  assert.ok(b1 > r1 && b2 > r2 && b1 > 1.5 * b2);
});
