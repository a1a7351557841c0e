import assert from 'node:assert/strict';
import { test } from 'node:test';
import { regionTypes } from '../../../server/focus/regions.ts';
import { touchedOnly } from '../../../server/focus/touched.ts';

// two parts on a 4 x 4 grid: cells 0, 1 and cells 10, 11, 15
const logits = Float32Array.from([3, 2, -1, -1, -1, -1, -1, -1, -1, -1, 4, 1, -1, -1, -1, 2]);
const promptAt = (cell: number, type: number) => [{ type, raster: Float32Array.from(logits, (_, index) => (index === cell ? 1 : 0)) }];

test('a part that no prompt touches is left out', () => {
  const kept = touchedOnly(logits, promptAt(1, regionTypes.point), 4);
  assert.deepEqual([...kept], [3, 2, -1, -1, -1, -1, -1, -1, -1, -1, -4, -1, -1, -1, -1, -2]);
});

test('a mask that no prompt touches stays as it is', () => {
  assert.deepEqual(touchedOnly(logits, promptAt(5, regionTypes.box), 4), logits);
});

test('a negative click keeps nothing', () => {
  assert.deepEqual(touchedOnly(logits, promptAt(1, regionTypes.negativePoint), 4), logits);
});
