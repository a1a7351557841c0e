import assert from 'node:assert/strict';
import { test } from 'node:test';
import { resizePlane } from '../../../server/images/resize.ts';
import { blurPlane, boxOfPlane, dilatePlane, fillPlanes, poolMost, rowsOf } from '../../../server/focus/planes.ts';

const side = 8;
const spots = (...cells: [number, number][]): Float32Array => {
  const plane = new Float32Array(side * side);
  for (const [x, y] of cells) plane[y * side + x] = 1;
  return plane;
};
const count = (plane: Float32Array): number => plane.reduce((sum, value) => sum + value, 0);

test('growing takes a square round each cell and stops at the edge', () => {
  assert.equal(count(dilatePlane(spots([4, 4]), side, 1)), 9);
  assert.equal(count(dilatePlane(spots([0, 0]), side, 2)), 9);
  assert.deepEqual(dilatePlane(spots([4, 4]), side, 0), spots([4, 4]));
});

test('the box of two cells holds everything between them', () => {
  assert.equal(count(boxOfPlane(spots([1, 2], [4, 5]), side, 0)), 16);
  assert.equal(count(boxOfPlane(spots([0, 0]), side, 1)), 4);
  assert.equal(count(boxOfPlane(new Float32Array(side * side), side, 3)), 0);
});

test('a block with any cell set is set', () => {
  assert.deepEqual([...poolMost(spots([0, 0], [7, 7]), side, 2)], [1, 0, 0, 1]);
});

test('a hole is filled from what is nearest and the rest is left alone', () => {
  const size = side * side;
  const planes = Float32Array.from({ length: 3 * size }, (_, at) => ((at % size) % side < 4 ? 0.25 : 0.75));
  const filled = fillPlanes(planes, spots([0, 4]), side);
  assert.equal(filled[4 * side], 0.25);
  assert.equal(filled[4 * side + 7], 0.75);
});

test('where nothing is known mid grey is painted', () => {
  const filled = fillPlanes(new Float32Array(3 * side * side).fill(0.9), new Float32Array(side * side).fill(1), side);
  assert.ok(filled.every((value) => value === 0.5));
});

test('blurring keeps a flat plane flat', () => {
  assert.ok(blurPlane(new Float32Array(side * side).fill(0.4), side, 1.5).every((value) => Math.abs(value - 0.4) < 1e-6));
});

test('rows of a scaled plane are those of the whole', () => {
  const plane = Float32Array.from({ length: side * side }, (_, at) => Math.sin(at * at));
  for (const to of [{ width: 8, height: 8 }, { width: 21, height: 13 }, { width: 5, height: 5 }]) {
    const whole = resizePlane(plane, { width: side, height: side }, to, 'bilinear');
    const rows = rowsOf(plane, side, to);
    for (let y = 0; y < to.height; y += 1) {
      rows(y).forEach((value, x) => assert.ok(Math.abs(value - whole[y * to.width + x]) < 1e-6));
    }
  }
});
