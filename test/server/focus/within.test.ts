import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Region, regionTypes } from '../../../server/focus/regions.ts';
import { withinBoxes } from '../../../server/focus/within.ts';

const grid = 20;
const everywhere = new Float32Array(grid * grid).fill(2);

function box(left: number, top: number, right: number, bottom: number, type: number = regionTypes.box): Region {
  const inside = (cell: number) => cell % grid >= left && cell % grid <= right && Math.floor(cell / grid) >= top && Math.floor(cell / grid) <= bottom;
  return { type, raster: Float32Array.from(everywhere, (_, cell) => (inside(cell) ? 1 : 0)) };
}

/** First and last column and row of what is above 0, and how many cells that is. */
function extent(logits: Float32Array): number[] {
  const cells = [...logits.keys()].filter((cell) => logits[cell] > 0);
  const [columns, rows] = [cells.map((cell) => cell % grid), cells.map((cell) => Math.floor(cell / grid))];
  return [Math.min(...columns), Math.min(...rows), Math.max(...columns), Math.max(...rows), cells.length];
}

test('a mask ends a little beyond its box: at a tenth of a cell not, at six of ten one cell', () => {
  assert.deepEqual(extent(withinBoxes(everywhere, [box(8, 8, 9, 17)], grid)), [8, 7, 9, 18, 24]);
});

test('with two boxes what lies between them is outside', () => {
  const logits = withinBoxes(everywhere, [box(0, 0, 3, 3), box(16, 16, 19, 19)], grid);
  assert.deepEqual(extent(logits), [0, 0, 19, 19, 32]);
  assert.equal(logits[10 * grid + 10], -3);
});

test('what was unlikely before stays as unlikely as it was', () => {
  const unlikely = everywhere.map(() => -7);
  assert.deepEqual(withinBoxes(unlikely, [box(8, 8, 9, 17)], grid), unlikely);
});

test('a click away from the box bounds nothing off; one that takes away does not count', () => {
  assert.equal(withinBoxes(everywhere, [box(0, 0, 3, 3), box(9, 9, 11, 11, regionTypes.point)], grid), everywhere);
  assert.equal(withinBoxes(everywhere, [box(9, 9, 11, 11, regionTypes.negativePoint)], grid), everywhere);
  assert.deepEqual(extent(withinBoxes(everywhere, [box(0, 0, 3, 3), box(2, 2, 4, 4, regionTypes.negativePoint)], grid)), [0, 0, 3, 3, 16]);
});
