import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FocusError } from '../../../server/errors.ts';
import {
  area,
  boundingBox,
  createMask,
  intersect,
  invert,
  iou,
  subtract,
  union,
} from '../../../server/images/mask.ts';
import { drawing, drawnMask, randomMask, randomNumbers } from './pictures.ts';

const one = drawnMask('##..', '##..');
const other = drawnMask('.##.', '.##.');

test('union, intersection and difference', () => {
  assert.deepEqual(drawing(union(one, other)), ['###.', '###.']);
  assert.deepEqual(drawing(intersect(one, other)), ['.#..', '.#..']);
  assert.deepEqual(drawing(subtract(one, other)), ['#...', '#...']);
});

test('inversion', () => {
  assert.deepEqual(drawing(invert(one)), ['..##', '..##']);
});

test('the laws of sets hold for random masks', () => {
  const random = randomNumbers(1);
  for (let round = 0; round < 200; round += 1) {
    const [width, height] = [1 + Math.floor(random() * 20), 1 + Math.floor(random() * 20)];
    const [a, b] = [randomMask(width, height, random), randomMask(width, height, random)];
    assert.deepEqual(invert(union(a, b)), intersect(invert(a), invert(b)));
    assert.deepEqual(subtract(a, b), intersect(a, invert(b)));
    assert.equal(area(union(a, b)), area(a) + area(b) - area(intersect(a, b)));
    assert.ok(Math.abs(iou(a, b) - iou(b, a)) === 0 && iou(a, a) === 1);
  }
});

test('intersection over union counts pixels; two empty masks agree', () => {
  assert.equal(iou(one, other), 2 / 6);
  assert.equal(iou(createMask(3, 3), createMask(3, 3)), 1);
  assert.equal(iou(one, createMask(4, 2)), 0);
});

test('the bounding box is tight, and null for an empty mask', () => {
  assert.deepEqual(boundingBox(drawnMask('....', '.#..', '..#.')), { left: 1, top: 1, width: 2, height: 2 });
  assert.equal(boundingBox(createMask(5, 4)), null);
  assert.deepEqual(boundingBox(createMask(5, 4, 1)), { left: 0, top: 0, width: 5, height: 4 });
});

test('masks of different sizes are refused in one line', () => {
  assert.throws(
    () => union(one, createMask(3, 3)),
    (error) => FocusError.isInstance(error) && error.code === 'mask-size-differs' && /4 x 2 and 3 x 3/.test(error.line),
  );
});

test('the operations leave their inputs alone', () => {
  const before = drawing(one);
  union(one, other);
  invert(one);
  assert.deepEqual(drawing(one), before);
});
