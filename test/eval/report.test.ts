import assert from 'node:assert/strict';
import { test } from 'node:test';
import { barOf } from './bars.ts';
import { toJson, toMarkdown, toTable } from './report.ts';

const row = (key: string, score: number, trivial: number | null = null, baseline?: string) => {
  return { key, score, trivial, note: 'by lot', count: 7, baseline };
};

test('dots in a key become objects, the baseline has its place, trivial scores stand apart', () => {
  assert.deepEqual(toJson([row('interactive.box.cIoU', 80.123, 70, 'interactive.box.baseline'), row('edit.spill', 1)]), {
    interactive: { box: { cIoU: 80.12, baseline: 70 } },
    edit: { spill: 1 },
    trivial: { interactive: { box: { cIoU: 70 } } },
  });
});

test('bars: a least score, a share of the error, a gain, the majority answer', () => {
  assert.deepEqual(barOf(row('refine.accuracy', 59.9, 25)), { text: '≥ 60', met: false });
  assert.deepEqual(barOf(row('interactive.box.cIoU', 85, 70)), { text: '≥ 85', met: true });
  assert.deepEqual(barOf(row('interactive.mask.cIoU', 75, 64)), { text: '≥ 76', met: false });
  assert.deepEqual(barOf(row('qa.count', 40, 30)), { text: '≥ 30', met: true });
  assert.deepEqual(barOf(row('edit.spill', 3.1)), { text: '≤ 3', met: false });
  assert.equal(barOf(row('refer.gIoU', 10, 5)), null);
});

test('the table and the document show score, trivial score and bar', () => {
  const rows = [row('refine.accuracy', 59.9, 25)];
  assert.match(toTable(rows), /refine\.accuracy +59\.9 +25\.0 +≥ 60 ✗ +7 +by lot/);
  assert.match(toMarkdown(rows), /\| refine\.accuracy \| 59\.9 \| 25\.0 \| ≥ 60 ✗ \| 7 \| by lot \|/);
});
