import assert from 'node:assert/strict';
import { test } from 'node:test';
import { barsOf } from './bars.ts';
import type { Row } from './measure.ts';
import { scoreTable, toJson, toMarkdown, toTerminal } from './report.ts';

const row = (key: string, score: number, trivial: number | null = null, more: Partial<Row> = {}): Row => {
  return { key, score, trivial, note: 'by lot', count: 7, ...more };
};

test('dots in a key become objects, the baseline has its place, trivial scores stand apart', () => {
  const rows = [row('interactive.box.cIoU', 80.123, 70, { baseline: 'interactive.box.baseline' }), row('edit.spill', 1)];
  assert.deepEqual(toJson(rows), {
    interactive: { box: { cIoU: 80.12, baseline: 70 } },
    edit: { spill: 1 },
    trivial: { interactive: { box: { cIoU: 70 } } },
  });
});

test('bars of the first checkpoint: a least score, a share of the error, a gain, the majority answer', () => {
  assert.deepEqual(barsOf(row('refine.accuracy', 59.9, 25)).first, { text: '≥ 60', met: false });
  assert.deepEqual(barsOf(row('interactive.box.cIoU', 85, 70)).first, { text: '≥ 85', met: true });
  assert.deepEqual(barsOf(row('interactive.mask.cIoU', 75, 64)).first, { text: '≥ 76', met: false });
  assert.deepEqual(barsOf(row('qa.count', 40, 30)).first, { text: '≥ 30', met: true });
  assert.deepEqual(barsOf(row('edit.spill', 3.1)).first, { text: '≤ 3', met: false });
  assert.equal(barsOf(row('refer.gIoU', 10, 5)).first, null);
});

test('bars of long training: on CPUs and after a GPU', () => {
  assert.deepEqual(barsOf(row('qa.exists', 58, 54)), {
    first: { text: '≥ 54', met: true }, cpu: { text: '≥ 59', met: false }, gpu: { text: '≥ 79', met: false },
  });
  assert.deepEqual(barsOf(row('edit.spill', 1.5)).cpu, { text: '≤ 2', met: true });
  assert.deepEqual(barsOf(row('edit.remove.psnr', 26, 25.5)).cpu, { text: '≥ 26.5', met: false });
  assert.deepEqual(barsOf(row('interactive.box.cIoU', 93, 70)).gpu, { text: '≥ 94', met: false });
  assert.deepEqual(barsOf(row('photos.point.cIoU', 50, 20)).cpu, { text: '≥ 45', met: true });
});

test('the table and the document show score, trivial score and bars', () => {
  const table = scoreTable([row('refine.accuracy', 59.9, 25)]);
  assert.match(toTerminal(table), /refine\.accuracy +59\.9 +25\.0 +≥ 60 ✗ +7 +by lot/);
  assert.match(toMarkdown(table), /\| refine\.accuracy \| 59\.9 \| 25\.0 \| ≥ 60 ✗ \|  \|  \| 7 \| by lot \|/);
});

test('parts of a set have a column each and no line of their own', () => {
  const part = (name: string, score: number) => row(`levels.${name}.qa.macro`, score, 1, { part: { name, of: 'qa.macro' } });
  const table = scoreTable([row('qa.macro', 50, 1), row('qa.count', 5, 1), part('2', 40), part('1', 60)]);
  assert.deepEqual(table.head.slice(6), ['n', '1', '2', 'trivial predictor']);
  assert.deepEqual(table.rows.map((cells) => [cells[0], ...cells.slice(7, 9)]), [['qa.macro', '60.0', '40.0'], ['qa.count', '', '']]);
});
