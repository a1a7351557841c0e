import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createPicture } from '../../../server/images/picture.ts';
import { boxMask } from '../../../server/images/raster.ts';
import { bytesOutside } from './outside.ts';
import { psnrInside } from './psnr.ts';

const region = boxMask(10, 10, { left: 0, top: 0, width: 5, height: 10 });

test('only bytes outside the mask count, channel by channel', () => {
  const source = createPicture(10, 10, [10, 20, 30]);
  const result = createPicture(10, 10, [10, 20, 30]);
  result.data[0] = 99; // inside
  result.data[9 * 3 + 1] = 99; // outside: one byte of three
  assert.deepEqual(bytesOutside(source, result, region), { bytes: 150, changed: 1 });
});

test('the PSNR looks at the region alone', () => {
  const truth = createPicture(10, 10, [100, 100, 100]);
  const result = createPicture(10, 10, [110, 110, 110]);
  result.data.fill(255, 9 * 3, 10 * 3);
  assert.equal(psnrInside(result, truth, region).toFixed(2), (10 * Math.log10((255 * 255) / 100)).toFixed(2));
});

test('equal pictures have 60 dB, not infinity', () => {
  const truth = createPicture(10, 10, [1, 2, 3]);
  assert.equal(psnrInside(truth, truth, region), 60);
});
