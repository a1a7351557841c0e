import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nearPieces } from '../../../../server/focus/eyes/near-pieces.ts';

const grid = 96;
const withSquares = (...corners: [number, number][]): Float32Array =>
  Float32Array.from({ length: grid * grid }, (_, at) => (corners.some(([x, y]) => at % grid >= x && at % grid < x + 6 && Math.floor(at / grid) >= y && Math.floor(at / grid) < y + 6) ? 3 : -3));
const inside = (logits: Float32Array): number => logits.filter((value) => value > 0).length;

test('pieces near the clicked one stay, also those that are near only to another one; far ones go', () => {
  const logits = withSquares([10, 10], [20, 10], [32, 10], [70, 70]);
  const near = nearPieces(logits, grid, { column: 12, row: 12 });
  assert.equal(inside(logits), 4 * 36);
  assert.equal(inside(near), 3 * 36);
  assert.ok(near[72 * grid + 72] < 0);
});

test('a click beside everything, and a mask of one piece, change nothing', () => {
  const two = withSquares([10, 10], [70, 70]);
  assert.equal(nearPieces(two, grid, { column: 50, row: 50 }), two);
  const one = withSquares([10, 10]);
  assert.equal(nearPieces(one, grid, { column: 12, row: 12 }), one);
});
