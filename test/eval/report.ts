import { barOf } from './bars.ts';
import type { Row } from './measure.ts';

interface Tree {
  [key: string]: number | Tree;
}

/** The rows as JSON: scores by key, and the trivial predictors' scores under `trivial` by the same keys. */
export function toJson(rows: readonly Row[]): Tree {
  const scores: Tree = {};
  const trivial: Tree = {};
  for (const row of rows) {
    put(scores, row.key, row.score);
    if (row.baseline !== undefined && row.trivial !== null) put(scores, row.baseline, row.trivial);
    if (row.trivial !== null) put(trivial, row.key, row.trivial);
  }
  return { ...scores, trivial };
}

function put(tree: Tree, key: string, value: number): void {
  const path = key.split('.');
  const last = path.pop() as string;
  let at = tree;
  for (const name of path) at = (at[name] ??= {}) as Tree;
  at[last] = Math.round(value * 100) / 100;
}

const head = ['score', 'focus', 'trivial', 'bar', 'n', 'trivial predictor'];

/** The rows as a table for a terminal; a bar that is not met has a mark. */
export function toTable(rows: readonly Row[]): string {
  const all = [head, ...rows.map(cellsOf)];
  const widths = head.map((_, column) => Math.max(...all.map((row) => row[column].length)));
  const lines = all.map((row) =>
    row.map((cell, column) => (column === 0 || column === 5 ? cell.padEnd(widths[column]) : cell.padStart(widths[column]))).join('  ').trimEnd(),
  );
  return [lines[0], '─'.repeat(Math.max(...lines.map((line) => line.length))), ...lines.slice(1)].join('\n');
}

/** The same for a document. */
export function toMarkdown(rows: readonly Row[]): string {
  const lines = [head, head.map((_, column) => (column === 0 || column === 5 ? '---' : '--:')), ...rows.map(cellsOf)];
  return `${lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n')}\n`;
}

function cellsOf(row: Row): string[] {
  const bar = barOf(row);
  return [
    row.key,
    row.score.toFixed(1),
    row.trivial === null ? '–' : row.trivial.toFixed(1),
    bar === null ? '' : `${bar.text}${bar.met ? '' : ' ✗'}`,
    String(row.count),
    row.note,
  ];
}
