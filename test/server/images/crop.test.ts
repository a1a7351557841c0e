import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cropMask, cropPicture, padPicture, pasteMask, pastePicture } from '../../../server/images/crop.ts';
import { drawing, drawnMask, noisePicture, randomNumbers } from './pictures.ts';

test('cropping and pasting back gives the same picture, wherever the box lies', () => {
  const random = randomNumbers(12);
  for (let round = 0; round < 100; round += 1) {
    const picture = noisePicture(11, 8, random);
    const box = {
      left: Math.floor(random() * 30) - 15,
      top: Math.floor(random() * 30) - 15,
      width: 1 + Math.floor(random() * 12),
      height: 1 + Math.floor(random() * 12),
    };
    const patch = cropPicture(picture, box);
    assert.equal(patch.data.length, box.width * box.height * 3);
    assert.deepEqual(pastePicture(picture, patch, box.left, box.top), picture);
  }
});

test('a crop over the edge repeats the edge of a picture and leaves a mask empty', () => {
  const picture = { width: 2, height: 1, data: Uint8Array.of(1, 2, 3, 4, 5, 6) };
  assert.deepEqual(
    Array.from(cropPicture(picture, { left: -1, top: 0, width: 4, height: 1 }).data),
    [1, 2, 3, 1, 2, 3, 4, 5, 6, 4, 5, 6],
  );
  assert.deepEqual(drawing(cropMask(drawnMask('##'), { left: -1, top: 0, width: 4, height: 2 })), ['.##.', '....']);
});

test('pasting a mask replaces what is under the patch', () => {
  assert.deepEqual(drawing(pasteMask(drawnMask('####', '####'), drawnMask('..', '.#'), 1, 0)), ['#..#', '#.##']);
  assert.deepEqual(drawing(pasteMask(drawnMask('....'), drawnMask('##'), 3, 0)), ['...#']);
  assert.deepEqual(drawing(pasteMask(drawnMask('....'), drawnMask('##'), 9, 9)), ['....']);
});

test('padding puts the picture in the middle and says where', () => {
  const picture = { width: 1, height: 2, data: Uint8Array.of(1, 1, 1, 9, 9, 9) };
  const padded = padPicture(picture, 3, 2);
  assert.deepEqual(padded.inner, { left: 1, top: 0, width: 1, height: 2 });
  assert.deepEqual(Array.from(padded.picture.data), [...Array(9).fill(1), ...Array(9).fill(9)]);
});
