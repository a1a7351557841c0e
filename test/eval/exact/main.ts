// npm run eval -- exact [--limit N] [--json FILE]: exact operations against their bars.

import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { measureBounds, measureCutOut, measureRecolour } from './measure.ts';
import { things } from './things.ts';

interface Line {
  key: string;
  score: number;
  bar: string;
  holds: boolean;
  beside?: string;
  n: number;
}

export async function evaluateExact(given: readonly string[]): Promise<void> {
  const { values } = parseArgs({ args: [...given], options: { limit: { type: 'string' }, json: { type: 'string' } } });
  const limit = Number(values.limit ?? 140);
  const { from, things: all } = await things(limit);
  const recoloured = all.map(measureRecolour);
  const hues = recoloured.flatMap(({ hue }) => hue ?? []);
  const bounds = all.slice(0, 40).map(measureBounds);
  const cuts = all.map(({ id, picture }, index) => measureCutOut(picture, all[(index + 7) % all.length].picture, id));
  const worse = cuts.filter(({ soft, hard }) => soft >= hard).length;
  const lines: Line[] = [
    line('recolour.edges', 100 * mean(recoloured.map(({ edges }) => edges)), '≥ 80', (score) => score >= 80, recoloured.length, `worst tenth ${(100 * quantile(recoloured.map(({ edges }) => edges), 0.1)).toFixed(1)}`),
    line('recolour.outside', sum(recoloured.map(({ outside }) => outside)), '0', (score) => score === 0, recoloured.length, 'bytes outside of the mask'),
    line('recolour.hue', mean(hues), '≤ 12', (score) => score <= 12, hues.length, `degrees; worst tenth ${quantile(hues, 0.9).toFixed(1)}`),
    line('recolour.area', Math.max(...recoloured.map(({ changedByMarked }) => changedByMarked)), '≤ 1.05', (score) => score <= 1.05, recoloured.length, 'the most changed ÷ marked'),
    line('all.outside', sum(bounds), '0', (score) => score === 0, bounds.length * 19, 'bytes beyond the target, eleven kinds'),
    line('cutOut.alpha', 100 * mean(cuts.map(({ soft }) => soft)), '< hard', (score) => score < 100 * mean(cuts.map(({ hard }) => hard)), cuts.length, `hard mask ${(100 * mean(cuts.map(({ hard }) => hard))).toFixed(2)}; worse in ${worse}`),
    line('cutOut.fringe', mean(cuts.map(({ colour }) => colour)), '< mixture', (score) => score < mean(cuts.map(({ mixture }) => mixture)), cuts.length, `as it was ${mean(cuts.map(({ mixture }) => mixture)).toFixed(1)}`),
  ];
  process.stdout.write(`Exact operations on ${all.length} ${from}\n\n`);
  for (const { key, score, bar, holds, n, beside = '' } of lines) {
    process.stdout.write(`${holds ? ' ' : '✗'} ${key.padEnd(18)} ${score.toFixed(2).padStart(8)}   bar ${bar.padEnd(10)} n ${String(n).padEnd(5)} ${beside}\n`);
  }
  if (values.json !== undefined) await writeFile(values.json, `${JSON.stringify(lines, null, 2)}\n`);
}

function line(key: string, score: number, bar: string, holds: (score: number) => boolean, n: number, beside?: string): Line {
  return { key, score, bar, holds: holds(score), n, beside };
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
const mean = (values: readonly number[]): number => sum(values) / values.length;

function quantile(values: readonly number[], share: number): number {
  return [...values].sort((one, other) => one - other)[Math.floor(share * (values.length - 1))];
}
