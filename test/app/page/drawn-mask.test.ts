import assert from 'node:assert/strict';
import { test } from 'node:test';
import { combineByHand } from '../../../app/canvas/drawn-mask.ts';
import type { Region, Stroke } from '../../../app/canvas/tools/tool.ts';
import { decodeRle } from '../../../server/images/rle.ts';

const size = { width: 10, height: 6 };
const rows = (counts: string) => {
  const { data, width, height } = decodeRle({ size: [size.height, size.width], counts });
  return Array.from({ length: height }, (_, row) => Array.from(data.subarray(row * width, (row + 1) * width), (value) => (value === 1 ? '#' : '.')).join(''));
};
const stroke = (points: [number, number][], radius: number, remove = false): Stroke => ({ kind: 'stroke', points: points.map(([x, y]) => ({ x, y })), radius, remove });
const region = (points: [number, number][], remove = false): Region => ({ kind: 'region', points: points.map(([x, y]) => ({ x, y })), remove });

test('a stroke covers the pixels whose middle is within its width', () => {
  assert.deepEqual(rows(combineByHand(size, null, stroke([[2, 3], [8, 3]], 1))), ['..........', '..........', '.########.', '.########.', '..........', '..........']);
});

test('the thinnest brush covers the pixel it is on', () => {
  assert.deepEqual(rows(combineByHand(size, null, stroke([[4.5, 2.5]], 0.1)))[2], '....#.....');
});

test('an area is what lies within its line', () => {
  assert.deepEqual(rows(combineByHand(size, null, region([[2, 1], [6, 1], [6, 4], [2, 4]]))), ['..........', '..####....', '..####....', '..####....', '..........', '..........']);
});

test('what is drawn is added to a mask and taken away from it', () => {
  const first = combineByHand(size, null, region([[0, 0], [10, 0], [10, 2], [0, 2]]));
  const more = combineByHand(size, first, region([[0, 4], [10, 4], [10, 6], [0, 6]]));
  assert.deepEqual(rows(more), ['##########', '##########', '..........', '..........', '##########', '##########']);
  const less = combineByHand(size, more, stroke([[5, -2], [5, 9]], 1.2, true));
  assert.deepEqual(rows(less)[0], '####..####');
  assert.deepEqual(rows(less)[2], '..........');
});

test('a stroke may go beyond the edge of the picture', () => {
  assert.deepEqual(rows(combineByHand(size, null, stroke([[8, 3], [40, 3], [40, -20]], 1)))[2], '.......###');
});
