import assert from 'node:assert/strict';
import { test } from 'node:test';
import { boxMask } from '../../../server/images/raster.ts';
import { cumulativeIoU, meanIoU, overlap } from './overlap.ts';

const rectangle = (left: number, top: number, width: number, height: number) =>
  boxMask(10, 10, { left, top, width, height });

test('overlap counts the pixels in both masks and in either', () => {
  assert.deepEqual(overlap(rectangle(0, 0, 4, 4), rectangle(2, 0, 4, 4)), { both: 8, either: 24 });
});

test('cIoU sums pixels over pairs, gIoU averages pairs', () => {
  const pairs = [
    { both: 90, either: 100 },
    { both: 0, either: 10 },
  ];
  assert.equal(cumulativeIoU(pairs).toFixed(3), '81.818');
  assert.equal(meanIoU(pairs).toFixed(3), '45.000');
});

test('an empty answer to an expression with a target scores 0', () => {
  const pair = overlap(rectangle(0, 0, 0, 0), rectangle(2, 2, 3, 3));
  assert.equal(cumulativeIoU([pair]), 0);
  assert.equal(meanIoU([pair]), 0);
});

test('marking the whole picture scores only the share of the object', () => {
  const pair = overlap(rectangle(0, 0, 10, 10), rectangle(2, 2, 3, 3));
  assert.equal(cumulativeIoU([pair]), 9);
});
