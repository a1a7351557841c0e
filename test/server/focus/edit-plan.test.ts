import assert from 'node:assert/strict';
import { test } from 'node:test';
import { editPart, paintMask } from '../../../server/focus/edit-plan.ts';
import { createPicture } from '../../../server/images/picture.ts';
import { boxMask } from '../../../server/images/raster.ts';

const picture = createPicture(128, 128, [0, 0, 0]);
const place = boxMask(128, 128, { left: 50, top: 40, width: 20, height: 30 });

test('the painted part is twice the thing, round its middle', () => {
  assert.deepEqual(editPart(picture, place, 'remove', 128), { left: 26, top: 21, width: 69, height: 69 });
});

test('the part stays within the picture', () => {
  const corner = boxMask(128, 128, { left: 0, top: 100, width: 20, height: 28 });
  const { left, top, width } = editPart(picture, corner, 'remove', 128);
  assert.deepEqual([left, top + width], [0, 128]);
});

test('a new background is painted on the whole picture', () => {
  assert.deepEqual(editPart(picture, place, 'background', 128), { left: 0, top: 0, width: 128, height: 128 });
  assert.deepEqual(editPart(createPicture(200, 100, [0, 0, 0]), boxMask(200, 100, { left: 0, top: 0, width: 9, height: 9 }), 'background', 128), {
    left: 0, top: -50, width: 200, height: 200,
  });
});

test('a small thing in a large picture is painted from near', () => {
  const large = createPicture(1600, 1200, [0, 0, 0]);
  const { width } = editPart(large, boxMask(1600, 1200, { left: 700, top: 600, width: 60, height: 60 }), 'recolour', 128);
  assert.ok(width >= 120 && width <= 200, `${width}`);
});

test('each kind paints as much as its training did', () => {
  const side = 8;
  const cell = new Float32Array(side * side);
  cell[3 * side + 3] = 1;
  const painted = (kind: Parameters<typeof paintMask>[0]) => paintMask(kind, cell, side).reduce((sum, value) => sum + value, 0);
  assert.deepEqual([painted('recolour'), painted('remove'), painted('replace'), painted('generate'), painted('background')], [9, 25, 25, 1, 1]);
});
