import assert from 'node:assert/strict';
import { test } from 'node:test';
import { connectedComponents } from '../../../server/images/components.ts';
import { area, createMask, intersect, union } from '../../../server/images/mask.ts';
import { drawing, drawnMask, randomMask, randomNumbers } from './pictures.ts';

test('pieces come largest first; touching at a corner joins', () => {
  const pieces = connectedComponents(drawnMask('#..##', '.#...', '....#'));
  assert.deepEqual(
    pieces.map((piece) => [piece.area, piece.box.left, piece.box.top, piece.box.width, piece.box.height]),
    [
      [2, 0, 0, 2, 2],
      [2, 3, 0, 2, 1],
      [1, 4, 2, 1, 1],
    ],
  );
  assert.deepEqual(drawing(pieces[0].mask), ['#....', '.#...', '.....']);
});

test('small pieces and pieces after the limit are left out', () => {
  const mask = drawnMask('#.##.###');
  assert.deepEqual(connectedComponents(mask, { minimumArea: 2 }).map((piece) => piece.area), [3, 2]);
  assert.deepEqual(connectedComponents(mask, { limit: 1 }).map((piece) => piece.area), [3]);
  assert.deepEqual(connectedComponents(createMask(4, 4)), []);
});

test('the pieces of any mask are disjoint and make it up', () => {
  const random = randomNumbers(5);
  for (let round = 0; round < 60; round += 1) {
    const mask = randomMask(18, 13, random);
    let sum = createMask(18, 13);
    for (const piece of connectedComponents(mask, { limit: 1000 })) {
      assert.equal(area(intersect(sum, piece.mask)), 0);
      sum = union(sum, piece.mask);
    }
    assert.deepEqual(sum, mask);
  }
});
