import { barsOf } from './bars.ts';
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

/** A table with its columns of words set to the left, the others to the right. */
export interface Table {
  head: string[];
  words: number[];
  rows: string[][];
}

/** The scores beside the trivial predictor's and the bars; where the set has parts, a column a part. */
export function scoreTable(rows: readonly Row[]): Table {
  const parts = [...new Set(rows.flatMap(({ part }) => part?.name ?? []))].sort();
  const inPart = (key: string, name: string): string => {
    const row = rows.find(({ part }) => part?.name === name && part.of === key);
    return row === undefined ? '' : row.score.toFixed(1);
  };
  const cellsOf = (row: Row): string[] => {
    const { first, cpu, gpu } = barsOf(row);
    return [
      row.key,
      row.score.toFixed(1),
      row.trivial === null ? '–' : row.trivial.toFixed(1),
      ...[first, cpu, gpu].map((bar) => (bar === null ? '' : `${bar.text}${bar.met ? '' : ' ✗'}`)),
      String(row.count),
      ...parts.map((name) => inPart(row.key, name)),
      row.note,
    ];
  };
  const head = ['score', 'focus', 'trivial', 'bar', 'cpu', 'gpu', 'n', ...parts, 'trivial predictor'];
  return { head, words: [0, head.length - 1], rows: rows.filter(({ part }) => part === undefined).map(cellsOf) };
}

export function toTerminal({ head, words, rows }: Table): string {
  const all = [head, ...rows];
  const widths = head.map((_, column) => Math.max(...all.map((row) => row[column].length)));
  const lines = all.map((row) =>
    row.map((cell, column) => (words.includes(column) ? cell.padEnd(widths[column]) : cell.padStart(widths[column]))).join('  ').trimEnd(),
  );
  return [lines[0], '─'.repeat(Math.max(...lines.map((line) => line.length))), ...lines.slice(1)].join('\n');
}

export function toMarkdown({ head, words, rows }: Table): string {
  const lines = [head, head.map((_, column) => (words.includes(column) ? '---' : '--:')), ...rows];
  return `${lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n')}\n`;
}
