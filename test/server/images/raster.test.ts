import assert from 'node:assert/strict';
import { test } from 'node:test';
import { area } from '../../../server/images/mask.ts';
import { boxMask, discMask, polylineMask } from '../../../server/images/raster.ts';
import { drawing } from './pictures.ts';

test('a disc holds the pixels whose centres it covers', () => {
  assert.deepEqual(drawing(discMask(5, 5, { x: 2.5, y: 2.5 }, 1)), ['.....', '..#..', '.###.', '..#..', '.....']);
});

test('a disc smaller than a pixel marks the pixel under it', () => {
  assert.deepEqual(drawing(discMask(3, 2, { x: 1.9, y: 0.1 }, 0)), ['.#.', '...']);
});

test('the area of a large disc is that of a circle', () => {
  const pixels = area(discMask(300, 300, { x: 150, y: 150 }, 100));
  assert.ok(Math.abs(pixels / (Math.PI * 100 ** 2) - 1) < 0.005, String(pixels));
});

test('a box is filled, in any order of its corners, and cut at the picture', () => {
  assert.deepEqual(drawing(boxMask(4, 3, { left: 1, top: 1, width: 2, height: 1 })), ['....', '.##.', '....']);
  assert.deepEqual(drawing(boxMask(4, 3, { left: 3, top: 2, width: -2, height: -1 })), ['....', '.##.', '....']);
  assert.deepEqual(drawing(boxMask(4, 3, { left: 2, top: -5, width: 50, height: 7 })), ['..##', '..##', '....']);
  assert.equal(area(boxMask(4, 3, { left: 9, top: 0, width: 5, height: 5 })), 0);
});

test('a scribble follows its line with the given thickness', () => {
  const line = polylineMask(6, 4, [{ x: 0.5, y: 1.5 }, { x: 4.5, y: 1.5 }, { x: 4.5, y: 3.5 }], 1);
  assert.deepEqual(drawing(line), ['......', '#####.', '....#.', '....#.']);
});

test('a scribble outside the picture marks nothing', () => {
  assert.equal(area(polylineMask(6, 4, [{ x: -20, y: -20 }, { x: -10, y: -3 }], 2)), 0);
  assert.equal(area(polylineMask(6, 4, [], 2)), 0);
});
