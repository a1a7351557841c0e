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

/** The rows as a table for a terminal. */
export function toTable(rows: readonly Row[]): string {
  const cells = rows.map(({ key, score, trivial, count, note }) => [
    key,
    score.toFixed(1),
    trivial === null ? '–' : trivial.toFixed(1),
    String(count),
    note,
  ]);
  const all = [['score', 'focus', 'trivial', 'n', 'trivial predictor'], ...cells];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...all.map((row) => row[column].length)));
  const rule = '─'.repeat(widths.reduce((sum, width) => sum + width + 2, 0) + 40);
  const lines = all.map(([key, score, trivial, count, note]) =>
    [key.padEnd(widths[0]), score.padStart(widths[1]), trivial.padStart(widths[2]), count.padStart(widths[3]), note].join('  '),
  );
  return [lines[0], rule, ...lines.slice(1)].join('\n');
}
