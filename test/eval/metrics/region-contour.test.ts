import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createMask } from '../../../server/images/mask.ts';
import { boxMask } from '../../../server/images/raster.ts';
import { contour, contourAccuracy } from './region-contour.ts';

const square = (left: number, size = 20) => boxMask(128, 128, { left, top: 40, width: size, height: size });
const nothing = createMask(128, 128);

test('the contour is every pixel that differs from the one to its right, below or across', () => {
  const edge = contour(boxMask(5, 5, { left: 1, top: 1, width: 2, height: 2 }));
  const rows = Array.from({ length: 5 }, (_, y) => [...edge.data.subarray(y * 5, y * 5 + 5)].join(''));
  assert.deepEqual(rows, ['11100', '10100', '11100', '00000', '00000']);
});

test('equal masks have F 1, masks far apart 0, and so has one where the other is empty', () => {
  assert.equal(contourAccuracy(square(30), square(30)), 1);
  assert.equal(contourAccuracy(square(10), square(80)), 0);
  assert.equal(contourAccuracy(nothing, square(30)), 0);
  assert.equal(contourAccuracy(square(30), nothing), 0);
  assert.equal(contourAccuracy(nothing, nothing), 1);
});

test('a contour within 0.8 % of the diagonal counts: two pixels at 128 x 128, not three', () => {
  assert.equal(contourAccuracy(square(32), square(30)), 1);
  const three = contourAccuracy(square(33), square(30));
  assert.ok(three > 0.4 && three < 0.9, `${three}`);
});

test('the harmonic mean of precision and recall', () => {
  const both = { ...nothing, data: square(10).data.map((value, at) => value | square(80).data[at]) };
  // Every pixel of the truth is matched, half of the answer's: 2 * 0.5 * 1 / 1.5.
  assert.ok(Math.abs(contourAccuracy(both, square(10)) - 2 / 3) < 1e-9);
});
