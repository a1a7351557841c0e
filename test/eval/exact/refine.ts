// npm run eval -- refine [--limit N] [--json FILE] [--checkpoint FOLDER]: what clicks do to a mask, and how far edits keep to one.

import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { type Focus, openFocus } from '../../../server/focus/focus.ts';
import type { TurnInput } from '../../../server/focus/turn-input.ts';
import type { TurnResult } from '../../../server/focus/turn-events.ts';
import { area, iou, type Mask, subtract, union } from '../../../server/images/mask.ts';
import { grow } from '../../../server/images/morphology.ts';
import type { Picture } from '../../../server/images/picture.ts';
import { boxMask, type Point } from '../../../server/images/raster.ts';
import { boundingBox } from '../../../server/images/mask.ts';
import { pick, randomFrom } from '../random.ts';
import { line, mean, print } from './lines.ts';
import { type Thing, things } from './things.ts';

interface Clicked {
  contained: boolean;
  held: boolean;
  before: number;
  after: number;
}

export async function evaluateRefine(given: readonly string[]): Promise<void> {
  const { values } = parseArgs({ args: [...given], options: { limit: { type: 'string' }, json: { type: 'string' }, checkpoint: { type: 'string' } } });
  const { from, things: all } = await things(Number(values.limit ?? 80));
  const focus = await openFocus({ folder: values.checkpoint });
  const [plus, minus]: Clicked[][] = [[], []];
  const edits: { kind: string; by: number; outside: number }[] = [];
  try {
    for (const [index, thing] of all.entries()) {
      const lacking = await plusClick(focus, thing);
      if (lacking !== null) plus.push(lacking);
      const spare = await minusClick(focus, thing);
      if (spare !== null) minus.push(spare);
      if (index % 2 === 0) edits.push(...await givenEdits(focus, thing, index));
      if ((index + 1) % 20 === 0) process.stderr.write(`${index + 1} of ${all.length}\n`);
    }
  } finally {
    await focus.close();
  }
  const share = (clicks: readonly Clicked[], what: 'contained' | 'held'): number => 100 * mean(clicks.map((one) => Number(one[what])));
  const gain = (clicks: readonly Clicked[]): string => `IoU ${(100 * mean(clicks.map(({ before }) => before))).toFixed(1)} → ${(100 * mean(clicks.map(({ after }) => after))).toFixed(1)}`;
  const lines = [
    line('plus.contains', share(plus, 'contained'), '100', (score) => score === 100, plus.length, gain(plus)),
    line('plus.held', share(plus, 'held'), '100', (score) => score === 100, plus.length, 'the clicked pixel is in'),
    line('minus.excludes', share(minus, 'held'), '100', (score) => score === 100, minus.length, gain(minus)),
    line('minus.addsNothing', share(minus, 'contained'), '100', (score) => score === 100, minus.length),
    ...['recolour', 'remove', 'replace'].map((kind) => {
      const ones = edits.filter((edit) => edit.kind === kind);
      return line(`given.${kind}`, Math.max(...ones.map(({ by }) => by)), '≤ 1.05', (score) => score <= 1.05, ones.length, `the most changed ÷ marked; mean ${mean(ones.map(({ by }) => by)).toFixed(2)}`);
    }),
    line('given.outside', edits.reduce((sum, { outside }) => sum + outside, 0), '0', (score) => score === 0, edits.length, 'pixels changed more than one beside the mask'),
  ];
  print(`Clicks and bounds on ${all.length} ${from}`, lines);
  if (values.json !== undefined) await writeFile(values.json, `${JSON.stringify(lines, null, 2)}\n`);
}

/** A mask that lacks a side of the thing, and a + click into what it lacks. */
async function plusClick(focus: Focus, { id, picture, mask }: Thing): Promise<Clicked | null> {
  const box = boundingBox(mask)!;
  const side = pick(randomFrom(id), 4);
  const half = { left: box.left + (side === 0 ? box.width / 2 : 0), top: box.top + (side === 1 ? box.height / 2 : 0), width: side % 2 === 0 ? box.width / 2 : box.width, height: side % 2 === 1 ? box.height / 2 : box.height };
  const base = subtract(mask, boxMask(mask.width, mask.height, half));
  const click = pixelOf(subtract(mask, base), id);
  if (click === null || area(base) === 0) return null;
  const { masks } = await turn(focus, picture, { text: '', points: [{ ...click, positive: true }], base: { name: 'thing', mask: base } });
  const [made] = masks;
  return { contained: area(subtract(base, made.mask)) === 0, held: isIn(made.mask, click), before: iou(base, mask), after: iou(made.mask, mask) };
}

/** A mask that takes along something beside the thing, and a − click there. */
async function minusClick(focus: Focus, { id, picture, mask, others }: Thing): Promise<Clicked | null> {
  const other = others.find((one) => area(subtract(one, mask)) > 30);
  const box = boundingBox(mask)!;
  const beside = boxMask(mask.width, mask.height, { left: box.left + box.width / 2, top: box.top - box.height / 4, width: box.width / 2 + 8, height: box.height / 2 });
  const base = union(mask, other ?? beside);
  const click = pixelOf(subtract(base, grow(mask, 1)), id);
  if (click === null) return null;
  const { masks } = await turn(focus, picture, { text: '', points: [{ ...click, positive: false }], base: { name: 'thing', mask: base } });
  const [made] = masks;
  return { contained: area(subtract(made.mask, base)) === 0, held: !isIn(made.mask, click), before: iou(base, mask), after: iou(made.mask, mask) };
}

const wishes = { recolour: ['make it red', 'make it blue', 'paint it green'], remove: ['remove it', 'erase it', 'take it away'], replace: ['replace it with a red ball', 'turn it into a blue cube', 'replace it with a green cone'] };

/** Edits in words about a mask that was chosen. */
async function givenEdits(focus: Focus, { picture, mask }: Thing, index: number): Promise<{ kind: string; by: number; outside: number }[]> {
  const done: { kind: string; by: number; outside: number }[] = [];
  for (const [kind, words] of Object.entries(wishes)) {
    const { picture: result, action } = await turn(focus, picture, {
      text: words[index % words.length], place: mask, edit: true, seed: 1, permitted: [kind as 'remove'],
      sessionMasks: [{ id: 'm', name: 'thing', mask }], history: [{ text: 'mark it', answer: { action: 'segment', names: 'thing', text: '' } }],
    });
    if (result === undefined) continue;
    const border = grow(mask, 1);
    let [changed, outside] = [0, 0];
    for (let pixel = 0, at = 0; pixel < mask.data.length; pixel += 1, at += 3) {
      if ([0, 1, 2].every((channel) => picture.data[at + channel] === result.data[at + channel])) continue;
      changed += 1;
      if (border.data[pixel] === 0) outside += 1;
    }
    done.push({ kind: action, by: changed / area(mask), outside });
  }
  return done;
}

/** A pixel by lot, as far from the mask's border as half of its pixels are. */
function pixelOf(mask: Mask, seed: string): Point | null {
  let inner = mask;
  for (let next = grow(inner, -2); area(next) > area(mask) / 3; next = grow(inner, -2)) inner = next;
  const inside = [...inner.data.keys()].filter((pixel) => inner.data[pixel] === 1);
  if (inside.length === 0) return null;
  const pixel = inside[pick(randomFrom(`${seed} click`), inside.length)];
  return { x: (pixel % mask.width) + 0.5, y: Math.floor(pixel / mask.width) + 0.5 };
}

function isIn({ width, data }: Mask, { x, y }: Point): boolean {
  return data[Math.floor(y) * width + Math.floor(x)] === 1;
}

async function turn(focus: Focus, picture: Picture, input: TurnInput): Promise<TurnResult> {
  const steps = focus.turn(await focus.look(picture), input);
  let step = await steps.next();
  while (!step.done) step = await steps.next();
  return step.value;
}
