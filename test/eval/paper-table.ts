// The paper's columns next to ours. A figure of ours stands in the column "same set" only when it was measured on that
// very set; else it is of the same kind at best, and the table says what keeps the two apart.

import type { Row } from './measure.ts';
import { columns } from './paper.ts';
import type { Table } from './report.ts';

/** `set` names the public set that was measured: "refcoco/val", "davis"; left out for every other set. */
export function paperTable(rows: readonly Row[], set?: string): Table {
  const head = ['paper', 'column', 'published', 'same set', 'ours', 'trivial', 'our score', 'what keeps them apart'];
  const lines = columns.map((column) => {
    const row = rows.find(({ key }) => key === column.key);
    const same = set !== undefined && (column.set === set || column.set === set.split('/')[0]);
    const score = row === undefined ? '–' : row.score.toFixed(1);
    return [
      column.table,
      column.column,
      String(column.published),
      same ? score : '–',
      same ? '' : score,
      row?.trivial?.toFixed(1) ?? '–',
      row === undefined ? '' : row.key,
      same ? 'same set and metric, at most the fixed sample of n; the paper\'s model is far larger' : column.apart,
    ];
  });
  return { head, words: [0, 1, 6, 7], rows: lines };
}
