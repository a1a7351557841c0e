// npm run eval -- exact [--limit N] [--json FILE]: exact operations against their bars.

import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { line, type Line, mean, print, quantile, sum } from './lines.ts';
import { measureBounds, measureCutOut, measureRecolour } from './measure.ts';
import { things } from './things.ts';

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
  print(`Exact operations on ${all.length} ${from}`, lines);
  if (values.json !== undefined) await writeFile(values.json, `${JSON.stringify(lines, null, 2)}\n`);
}
