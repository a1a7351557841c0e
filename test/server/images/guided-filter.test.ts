import assert from 'node:assert/strict';
import { test } from 'node:test';
import { boxMean } from '../../../server/images/box-filter.ts';
import { guidedUpsample } from '../../../server/images/guided-filter.ts';
import { iou, type Mask } from '../../../server/images/mask.ts';
import { createPicture, type Picture } from '../../../server/images/picture.ts';
import { discMask, polylineMask } from '../../../server/images/raster.ts';
import { resizePlane } from '../../../server/images/resize.ts';
import { noisePicture, randomNumbers } from './pictures.ts';

test('the box mean equals the mean over the window', () => {
  const random = randomNumbers(13);
  const [width, height, reach] = [9, 7, 2];
  const plane = Float32Array.from({ length: width * height }, () => random());
  const means = boxMean(plane, width, height, reach);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const window: number[] = [];
      for (let v = Math.max(0, y - reach); v <= Math.min(height - 1, y + reach); v += 1) {
        for (let u = Math.max(0, x - reach); u <= Math.min(width - 1, x + reach); u += 1) window.push(plane[v * width + u]);
      }
      const mean = window.reduce((sum, value) => sum + value, 0) / window.length;
      assert.ok(Math.abs(means[y * width + x] - mean) < 1e-6);
    }
  }
});

/** The share of each cell of a coarse grid that a mask covers, softened by one cell as a network's output is. */
function coarse(mask: Mask, side: number): { width: number; height: number; data: Float32Array } {
  const cover = resizePlane(Float32Array.from(mask.data), mask, { width: side, height: side }, 'area');
  return { width: side, height: side, data: boxMean(cover, side, side, 1) };
}

function coloured(mask: Mask, random: () => number): Picture {
  const picture = createPicture(mask.width, mask.height, [90, 110, 70]);
  for (let index = 0; index < mask.data.length; index += 1) {
    if (mask.data[index] === 1) picture.data.set([200, 60, 50], index * 3);
    for (let c = index * 3; c < index * 3 + 3; c += 1) picture.data[c] += Math.round((random() - 0.5) * 16);
  }
  return picture;
}

for (const [what, mask] of [
  ['a disc', discMask(512, 512, { x: 240, y: 260 }, 90)],
  ['a thin stroke', polylineMask(512, 512, [{ x: 60, y: 80 }, { x: 400, y: 430 }], 18)],
] as [string, Mask][]) {
  test(`${what} seen at 64 x 64 comes back closer than by smooth enlarging`, () => {
    const small = coarse(mask, 64);
    const guided = guidedUpsample(small, coloured(mask, randomNumbers(14)));
    const smooth = resizePlane(small.data, small, mask, 'bilinear');
    const [guidedScore, smoothScore] = [guided, smooth].map((cover) => iou({ ...mask, data: Uint8Array.from(cover, (value) => Number(value > 0.5)) }, mask));
    assert.ok(guidedScore > smoothScore && guidedScore > 0.95, `${guidedScore} against ${smoothScore}`);
  });
}

test('a constant map stays constant under any guide', () => {
  const map = { width: 16, height: 16, data: new Float32Array(256).fill(0.7) };
  const out = guidedUpsample(map, noisePicture(100, 60, randomNumbers(15)));
  assert.equal(out.length, 6000);
  assert.ok(out.every((value) => Math.abs(value - 0.7) < 1e-4));
});

test('on a flat guide it is a smooth enlargement, without holes or NaN', () => {
  const map = { width: 4, height: 4, data: Float32Array.from({ length: 16 }, (_, index) => index % 4) };
  const out = guidedUpsample(map, createPicture(64, 64, [50, 50, 50]));
  assert.ok(out.every((value) => value >= 0 && value <= 3));
  assert.ok(out[32 * 64 + 60] > out[32 * 64 + 4]);
});

test('pictures smaller than the map and of one pixel width work', () => {
  const map = { width: 64, height: 64, data: new Float32Array(4096).fill(1) };
  for (const [width, height] of [[1, 1], [1, 3000], [20, 10]]) {
    const out = guidedUpsample(map, noisePicture(width, height, randomNumbers(16)));
    assert.equal(out.length, width * height);
    assert.ok(out.every((value) => Math.abs(value - 1) < 1e-3));
  }
});

test('the same input gives the same bits', () => {
  const random = randomNumbers(17);
  const map = { width: 64, height: 64, data: Float32Array.from({ length: 4096 }, () => random()) };
  const guide = noisePicture(200, 150, random);
  assert.deepEqual(guidedUpsample(map, guide), guidedUpsample(map, guide));
});

test('a region of 512 x 512 takes well under a tenth of a second', () => {
  const random = randomNumbers(18);
  const map = { width: 64, height: 64, data: Float32Array.from({ length: 4096 }, () => random()) };
  const guide = noisePicture(512, 512, random);
  // Time of the processor, not of the clock: a machine under load must not fail this.
  const times = Array.from({ length: 9 }, () => {
    const start = process.cpuUsage();
    guidedUpsample(map, guide);
    return process.cpuUsage(start).user / 1000;
  });
  assert.ok(Math.min(...times) < 60, times.map((time) => time.toFixed(0)).join(' '));
});
