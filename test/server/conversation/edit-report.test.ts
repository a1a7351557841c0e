import assert from 'node:assert/strict';
import { test } from 'node:test';
import { changedOutside } from '../../../server/images/stored.ts';
import { createPicture } from '../../../server/images/picture.ts';
import { boxMask } from '../../../server/images/raster.ts';

const source = createPicture(6, 4, [10, 20, 30]);
const mask = boxMask(6, 4, { left: 1, top: 1, width: 2, height: 2 });
const changed = (...places: number[]) => {
  const result = { ...source, data: source.data.slice() };
  for (const place of places) result.data[place] = 99;
  return result;
};

test('bytes that changed inside the mask are not counted', () => {
  assert.equal(changedOutside(source, changed((1 * 6 + 1) * 3, (2 * 6 + 2) * 3 + 2), mask), 0);
});
test('every byte that changed outside the mask is counted', () => {
  assert.equal(changedOutside(source, changed(0, 1, (3 * 6 + 5) * 3 + 2, (1 * 6 + 1) * 3), mask), 3);
});
test('a picture of another shape differs everywhere', () => {
  assert.equal(changedOutside(source, createPicture(4, 6, [10, 20, 30]), mask), 72);
});

test('transparency that differs outside the mask is counted too', () => {
  const [opaque, mask] = [createPicture(2, 1, [10, 20, 30]), { data: Uint8Array.of(0, 1) }];
  assert.equal(changedOutside(opaque, { ...opaque, alpha: Uint8Array.of(0, 0) }, mask), 1);
  assert.equal(changedOutside(opaque, { ...opaque, alpha: Uint8Array.of(255, 0) }, mask), 0);
});
