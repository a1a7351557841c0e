import assert from 'node:assert/strict';
import { test } from 'node:test';
import { frameOf, framePicture, fromPlanes, intoFrame, toPlanes, wholePicture } from '../../../server/focus/frame.ts';
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
