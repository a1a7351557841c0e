import assert from 'node:assert/strict';
import { test } from 'node:test';
import { columns } from './paper.ts';
import { paperTable } from './paper-table.ts';

const row = (key: string, score: number) => ({ key, score, trivial: 6, note: '', count: 9 });
const line = (cells: string[][], column: string): string[] => cells.find(([, name]) => name === column) as string[];

test('on another set our figure stands apart from the paper\'s, with what keeps them apart', () => {
  const { rows } = paperTable([row('refer.cIoU', 71.1)]);
  assert.deepEqual(line(rows, 'RefCOCO val').slice(0, 7), ['T3', 'RefCOCO val', '84.1', '–', '71.1', '6.0', 'refer.cIoU']);
  assert.match(line(rows, 'RefCOCO val')[7], /other pictures/);
});

test('on the public set itself the figures stand side by side, in that column alone', () => {
  const { rows } = paperTable([row('refer.cIoU', 12.3)], 'refcoco/testA');
  assert.equal(line(rows, 'RefCOCO testA')[3], '12.3');
  assert.equal(line(rows, 'RefCOCO val')[3], '–');
  assert.equal(line(paperTable([row('clips.mask.JF', 50)], 'davis/val').rows, 'DAVIS17 J&F')[3], '50.0');
});

test('a column we have no score for has none, and every column says why', () => {
  const { rows } = paperTable([row('refer.cIoU', 71.1)]);
  assert.deepEqual(line(rows, 'Emu Edit CLIP-T').slice(3, 7), ['–', '–', '–', '']);
  assert.ok(columns.every(({ apart }) => apart.length > 20));
});
