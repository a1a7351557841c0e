// Several targets: the mask of everything meant is shared out among the single instances the model sees in it.

import type { Mask } from '../images/mask.ts';
import { apart } from '../images/threads/apart.ts';
import { createMask } from '../images/mask.ts';
import { type Frame, intoFrame } from './frame.ts';
import type { Predicted } from './segment.ts';

/** Score from which an instance query counts. */
const instanceThreshold = 0.5;

export interface Instance {
  name: string;
  /** Logits [grid, grid]. */
  logits: Float32Array;
  score: number;
}

/** "red cube, blue cone" → both; "red cubes" → that. */
export function splitNames(names: string): string[] {
  return names.split(',').map((name) => name.trim()).filter((name) => name !== '');
}

export function isPlural(name: string): boolean {
  return /[^s]s$/.test(name) || /^\d+ /.test(name);
}

/** "left half of red cube" and "everything else" (a mask turned inside out) follow no outline that a second look could find again. */
export function isPart(name: string): boolean {
  return /^((left|right|top|bottom) half of |everything else$)/.test(name);
}

/** Everything that is meant, as one: what the first query stands for. */
export function wholeOf(names: string, { logits, scores }: Predicted): Instance {
  return { name: names, logits: logits[0], score: scores[0] };
}

/**
 * The instances to tell apart, left to right; one element where the names ask for one thing or where the instance
 * queries are not sure. Names are listed left to right in training, so they are given out in that order.
 */
export function instancesOf(names: string, predicted: Predicted, grid: number): Instance[] {
  const listed = splitNames(names);
  const all = wholeOf(names, predicted);
  if (listed.length < 2 && !isPlural(names)) return [all];
  // The first query is everything meant; more things than the others are stay one mask, "5 objects" as well.
  const count = Math.max(listed.length, Number(/^\d+/.exec(names)?.[0] ?? 0));
  if (count >= predicted.logits.length) return [all];
  const found = predicted.logits
    .map((logits, query) => ({ logits, score: predicted.scores[query], ...extent(logits, grid) }))
    .slice(1)
    .filter(({ score, area }) => score > instanceThreshold && area > 0)
    .sort((one, other) => one.x - other.x);
  const apart = found.filter(({ logits }, index) => found.slice(0, index).every((earlier) => overlap(earlier.logits, logits) < 0.6));
  if (apart.length < 2) return [all];
  return apart.map(({ logits, score }, index) => ({ name: nameOf(listed, index, apart.length), logits, score }));
}

function nameOf(listed: string[], index: number, count: number): string {
  if (listed.length === count) return listed[index];
  if (listed.length === 1 && /[^s]s$/.test(listed[0])) {
    const one = /^\d+ /.test(listed[0]) ? listed[0].replace(/^\d+ /, '') : listed[0];
    return `${one.slice(0, -1)} ${index + 1}`;
  }
  return `object ${index + 1}`;
}

/** As `shareOut`, in a large picture in a thread of its own. */
export function shareOutApart(union: Mask, instances: readonly Instance[], frame: Frame, grid: number, signal?: AbortSignal): Promise<Mask[]> {
  return apart(shareOut, { file: 'server/focus/instances.ts', name: 'shareOut', pixels: union.width * union.height, signal, endable: true }, union, instances, frame, grid);
}

/** Gives every pixel of the union to the instance that claims it most, so that together they are the union. */
export function shareOut(union: Mask, instances: readonly Instance[], frame: Frame, grid: number): Mask[] {
  const masks = instances.map(() => createMask(union.width, union.height));
  for (let y = 0, pixel = 0; y < union.height; y += 1) {
    for (let x = 0; x < union.width; x += 1, pixel += 1) {
      if (union.data[pixel] === 0) continue;
      const { x: viewX, y: viewY } = intoFrame({ x: x + 0.5, y: y + 0.5 }, frame);
      let [best, highest] = [0, -Infinity];
      for (const [index, { logits }] of instances.entries()) {
        const claim = bilinear(logits, grid, (viewX * grid) / frame.side, (viewY * grid) / frame.side);
        if (claim > highest) [best, highest] = [index, claim];
      }
      masks[best].data[pixel] = 1;
    }
  }
  return masks;
}

/** A plane [grid, grid] at a point in cells, cell centres at halves. */
function bilinear(plane: Float32Array, grid: number, x: number, y: number): number {
  const column = Math.min(grid - 1, Math.max(0, x - 0.5));
  const row = Math.min(grid - 1, Math.max(0, y - 0.5));
  const [left, top] = [Math.floor(column), Math.floor(row)];
  const [right, bottom] = [Math.min(grid - 1, left + 1), Math.min(grid - 1, top + 1)];
  const [across, down] = [column - left, row - top];
  const upper = plane[top * grid + left] * (1 - across) + plane[top * grid + right] * across;
  const lower = plane[bottom * grid + left] * (1 - across) + plane[bottom * grid + right] * across;
  return upper * (1 - down) + lower * down;
}

function extent(logits: Float32Array, grid: number): { area: number; x: number } {
  let [area, sum] = [0, 0];
  for (let cell = 0; cell < logits.length; cell += 1) {
    if (logits[cell] <= 0) continue;
    area += 1;
    sum += cell % grid;
  }
  return { area, x: area === 0 ? 0 : sum / area };
}

/** Intersection over union of what lies above 0. */
export function overlap(one: Float32Array, other: Float32Array): number {
  let [both, either] = [0, 0];
  for (let cell = 0; cell < one.length; cell += 1) {
    const [a, b] = [one[cell] > 0, other[cell] > 0];
    if (a && b) both += 1;
    if (a || b) either += 1;
  }
  return either === 0 ? 0 : both / either;
}
