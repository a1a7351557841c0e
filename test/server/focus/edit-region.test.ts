import assert from 'node:assert/strict';
import { test } from 'node:test';
import { editRegion, fillRegion } from '../../../server/focus/edit-region.ts';
import { area, boundingBox } from '../../../server/images/mask.ts';
import { createPicture } from '../../../server/images/picture.ts';
import { boxMask } from '../../../server/images/raster.ts';

const picture = createPicture(128, 128, [10, 20, 30]);
const thing = boxMask(128, 128, { left: 50, top: 40, width: 20, height: 30 });

test('a removal covers the thing, a rim and the ground where its shadow falls', () => {
  const { mask, part } = editRegion(picture, thing, 'remove');
  const box = boundingBox(mask);
  assert.ok(box && box.left < 45 && box.top < 40 && box.top + box.height > 72);
  assert.ok(part.width === part.height && part.left >= 0 && part.left + part.width <= 128);
});

test('a recolouring stays with the thing', () => {
  assert.ok(area(editRegion(picture, thing, 'recolour').mask) < area(editRegion(picture, thing, 'remove').mask));
});

test('a new background is painted on the whole picture and only where it was marked', () => {
  const { mask, part } = editRegion(picture, thing, 'background');
  assert.equal(mask, thing);
  assert.deepEqual(part, { left: 0, top: 0, width: 128, height: 128 });
});

test('the painted part is a square also where the picture is too narrow for one', () => {
  const narrow = createPicture(20, 200, [0, 0, 0]);
  const { part } = editRegion(narrow, boxMask(20, 200, { left: 0, top: 50, width: 20, height: 60 }), 'remove');
  assert.equal(part.width, part.height);
});

test('a filling is the mean of what stays', () => {
  const small = { width: 2, height: 1, data: Uint8Array.of(10, 20, 30, 200, 200, 200) };
  assert.deepEqual([...fillRegion(small, Float32Array.of(0, 1)).data], [10, 20, 30, 10, 20, 30]);
});
