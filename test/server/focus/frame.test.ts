import assert from 'node:assert/strict';
import { test } from 'node:test';
import { boxAbove, frameOf, framePicture, fromPlanes, intoFrame, resampled, toPlanes, wholePicture, widened } from '../../../server/focus/frame.ts';
import { createPicture } from '../../../server/images/picture.ts';

function noise(width: number, height: number) {
  const picture = createPicture(width, height, [0, 0, 0]);
  for (let index = 0; index < picture.data.length; index += 1) picture.data[index] = (index * 7919) % 251;
  return picture;
}

test('a picture of the model\'s own size is seen byte for byte', () => {
  const picture = noise(128, 128);
  assert.deepEqual(framePicture(picture, frameOf(wholePicture(picture), 128)).data, picture.data);
});

test('pictures of one pixel, one column and one row can be looked at', () => {
  for (const [width, height] of [[1, 1], [1, 3000], [3000, 1]]) {
    const seen = framePicture(noise(width, height), frameOf(wholePicture({ width, height }), 128));
    assert.deepEqual([seen.width, seen.height], [128, 128]);
  }
});

test('the middle of a part is the middle of the square', () => {
  const frame = frameOf({ left: 100, top: 50, width: 300, height: 200 }, 128);
  const { x, y } = intoFrame({ x: 250, y: 150 }, frame);
  assert.ok(Math.abs(x - 64) < 1 && Math.abs(y - 64) < 1);
});

test('planes and pictures are turned into each other without loss', () => {
  const picture = noise(5, 3);
  assert.deepEqual(fromPlanes(toPlanes(picture), 5, 3), picture);
});

test('values of one frame are found again in another: a part is the same ramp, seen from near, and nothing lies beyond', () => {
  const whole = frameOf({ left: 0, top: 0, width: 256, height: 128 }, 64);
  // by columns of the picture: 0 at its left edge, 256 at its right
  const ramp = Float32Array.from({ length: 64 * 64 }, (_, index) => ((index % 64) + 0.5) * 4);
  const part = frameOf({ left: 64, top: 32, width: 64, height: 64 }, 64);
  const near = resampled(ramp, whole, part);
  for (const x of [0, 10, 63]) assert.ok(Math.abs(near[30 * 64 + x] - (64 + x + 0.5)) < 1e-3, `${near[30 * 64 + x]}`);
  assert.deepEqual(resampled(ramp, whole, whole), ramp);
  const far = resampled(near, part, whole);
  assert.equal(far[32 * 64 + 2], 0);
  assert.ok(Math.abs(far[32 * 64 + 20] - 82) < 1e-3);
});

test('what is above a value has a box, which padding does not count for and which grows only as far as there is picture', () => {
  const { side, inner } = frameOf({ left: 0, top: 0, width: 200, height: 100 }, 64);
  const plane = new Float32Array(side * side);
  assert.equal(boxAbove(plane, { side, inner }, 0.5), null);
  plane[0] = 1; // above the picture
  plane[20 * side + 10] = plane[30 * side + 13] = 0.6;
  const box = boxAbove(plane, { side, inner }, 0.5);
  assert.deepEqual(box, { left: 10, top: 20, width: 4, height: 11 });
  assert.deepEqual(widened(box!, 6, inner), { left: 4, top: 16, width: 16, height: 21 });
});
