import assert from 'node:assert/strict';
import { test } from 'node:test';
import { boxMask } from '../../../server/images/raster.ts';
import { bestSingleMask } from './single-mask.ts';

const square = (left: number, top: number) => boxMask(128, 128, { left, top, width: 32, height: 32 });

test('one truth alone is met fully', () => {
  assert.deepEqual(bestSingleMask([square(10, 20)]), { cIoU: 100, gIoU: 100 });
});

test('two apart: the best single mask is one of them or both, and meets half', () => {
  const { cIoU, gIoU } = bestSingleMask([square(0, 0), square(96, 96)]);
  assert.equal(gIoU, 50);
  assert.equal(cIoU, 50);
});

test('three of four in one place: their place is taken', () => {
  const { cIoU, gIoU } = bestSingleMask([square(0, 0), square(0, 0), square(0, 0), square(96, 96)]);
  assert.equal(gIoU, 75);
  assert.equal(cIoU.toFixed(1), '60.0');
});
