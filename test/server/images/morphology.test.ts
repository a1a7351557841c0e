import assert from 'node:assert/strict';
import { test } from 'node:test';
import { squaredDistanceTo } from '../../../server/images/distance.ts';
import { createMask, invert, type Mask } from '../../../server/images/mask.ts';
import { dilate, erode, feather, grow } from '../../../server/images/morphology.ts';
import { drawing, drawnMask, randomMask, randomNumbers } from './pictures.ts';

function slowSquaredDistance(mask: Mask, value: 0 | 1, x: number, y: number): number {
  let least = Infinity;
  for (let index = 0; index < mask.data.length; index += 1) {
    if (mask.data[index] !== value) continue;
    const column = index % mask.width;
    least = Math.min(least, (column - x) ** 2 + ((index - column) / mask.width - y) ** 2);
  }
  return least;
}

test('the distance equals the least over all pixels', () => {
  const random = randomNumbers(2);
  for (let round = 0; round < 60; round += 1) {
    const mask = randomMask(1 + Math.floor(random() * 17), 1 + Math.floor(random() * 17), random);
    const value = random() < 0.5 ? 0 : 1;
    const distances = squaredDistanceTo(mask, value);
    for (let index = 0; index < distances.length; index += 1) {
      const x = index % mask.width;
      assert.equal(distances[index], slowSquaredDistance(mask, value, x, (index - x) / mask.width));
    }
  }
});

test('dilating a pixel gives a disc, eroding it back the pixel', () => {
  const pixel = drawnMask('.....', '.....', '..#..', '.....', '.....');
  const disc = dilate(pixel, 1.5);
  assert.deepEqual(drawing(disc), ['.....', '.###.', '.###.', '.###.', '.....']);
  assert.deepEqual(drawing(erode(disc, 1)), drawing(pixel));
});

test('eroding is dilating the outside, for random masks', () => {
  const random = randomNumbers(3);
  for (let round = 0; round < 50; round += 1) {
    const mask = randomMask(20, 15, random);
    const radius = random() * 4;
    assert.deepEqual(erode(mask, radius), invert(dilate(invert(mask), radius)));
  }
});

test('a mask at the edge of the picture is not eaten from outside', () => {
  assert.deepEqual(drawing(erode(drawnMask('##..', '##..'), 1)), ['#...', '#...']);
  assert.deepEqual(erode(createMask(4, 3, 1), 2), createMask(4, 3, 1));
});

test('grow goes both ways', () => {
  const mask = drawnMask('.....', '.###.', '.....');
  assert.deepEqual(grow(mask, 1), dilate(mask, 1));
  assert.deepEqual(grow(mask, -1), erode(mask, 1));
  assert.deepEqual(grow(mask, 0), mask);
  assert.deepEqual(dilate(createMask(3, 3), 5), createMask(3, 3));
});

test('a feather is 0 outside, above 0 inside, and rises to 1 inwards', () => {
  const alpha = feather(drawnMask('.######.'), 2);
  assert.deepEqual(Array.from(alpha, (value) => Math.round(value * 3)), [0, 1, 2, 3, 3, 2, 1, 0]);
  const random = randomNumbers(4);
  for (let round = 0; round < 50; round += 1) {
    const mask = randomMask(16, 16, random);
    const soft = feather(mask, random() * 5);
    for (let index = 0; index < soft.length; index += 1) {
      assert.equal(soft[index] > 0, mask.data[index] === 1);
      assert.ok(soft[index] <= 1);
    }
  }
});

test('a feather of radius 0 is the mask', () => {
  assert.deepEqual(Array.from(feather(drawnMask('.##.'), 0)), [0, 1, 1, 0]);
});
