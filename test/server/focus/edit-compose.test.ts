import assert from 'node:assert/strict';
import { test } from 'node:test';
import { composeEdit } from '../../../server/focus/edit-compose.ts';
import { area } from '../../../server/images/mask.ts';
import { createPicture } from '../../../server/images/picture.ts';

const side = 16;
const size = side * side;
const flat = (value: number): Float32Array => new Float32Array(3 * size).fill(value);
const middle = Float32Array.from({ length: size }, (_, at) => (at % side >= 6 && at % side < 10 && at >= 6 * side && at < 10 * side ? 1 : 0));
const picture = createPicture(40, 40, [100, 100, 100]);
const part = { left: 10, top: 10, width: side, height: side };

test('inside the mask stands what was painted, outside the source', () => {
  const result = flat(100 / 255);
  for (let at = 0; at < size; at += 1) if (middle[at]) result[at] = 1;
  const { picture: edited, region, changed } = composeEdit(picture, part, { result, mask: middle, side, beside: { ramp: new Float32Array(size), gain: flat(1) } });
  assert.equal(edited.data[(17 * 40 + 17) * 3], 255);
  assert.equal(edited.data[(12 * 40 + 12) * 3], 100);
  for (let pixel = 0; pixel < 1600; pixel += 1) if (!region.data[pixel]) assert.equal(edited.data[pixel * 3], 100);
  assert.ok(changed >= 16 && changed <= area(region));
});

test('beside the mask the picture gets lighter or darker where that counts, and keeps its grain', () => {
  const grainy = createPicture(40, 40, [100, 100, 100]);
  grainy.data[(21 * 40 + 17) * 3] = 120;
  const ramp = Float32Array.from({ length: size }, (_, at) => (at >= 10 * side ? 1 : 0));
  const { picture: edited, region } = composeEdit(grainy, part, { result: flat(0.5), mask: middle, side, beside: { ramp, gain: flat(1.5) } });
  const [plain, grain] = [20, 21].map((row) => edited.data[(row * 40 + 17) * 3]);
  assert.ok(plain >= 148 && plain <= 154, `${plain}`);
  assert.ok(grain - plain >= 29, `${grain}`);
  assert.equal(edited.data[(11 * 40 + 17) * 3], 100, 'above it');
  assert.equal(region.data[11 * 40 + 17], 0);
});

test('a part that reaches over the edge is cut off there', () => {
  const { region } = composeEdit(picture, { left: -8, top: -8, width: side, height: side }, {
    result: flat(1), mask: new Float32Array(size).fill(1), side, beside: null,
  });
  assert.equal(area(region), 64);
});
