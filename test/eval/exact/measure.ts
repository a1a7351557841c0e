// Measures of exact operations; npm run eval -- exact prints them.

import { adjust } from '../../../server/images/adjust/adjust.ts';
import { type AdjustmentRequest, adjustmentSchema } from '../../../server/images/adjust/adjustment.ts';
import { readColour } from '../../../server/images/adjust/colour.ts';
import { nearBorder } from '../../../server/images/adjust/near-border.ts';
import { area, invert, type Mask } from '../../../server/images/mask.ts';
import type { Picture } from '../../../server/images/picture.ts';
import { edgesKept, hueError } from './edges.ts';
import { softShape } from './soft-shapes.ts';
import type { Thing } from './things.ts';

const colours = ['red', 'orange', 'yellow', 'green', 'teal', 'blue', 'purple', 'pink', 'brown', 'black', 'white', 'grey', '#ff00ff', '#3b7dd8'];

export interface Recoloured {
  edges: number;
  /** null for black, white and grey, which have no hue. */
  hue: number | null;
  /** Bytes that differ outside of the mask. */
  outside: number;
  changedByMarked: number;
}

export function measureRecolour({ picture, mask }: Thing, turn: number): Recoloured {
  const colour = colours[turn % colours.length];
  const { picture: result, changedPixels } = adjust(picture, mask, adjustmentSchema.parse({ kind: 'recolour', colour }));
  const isGrey = ['black', 'white', 'grey'].includes(colour);
  return {
    edges: edgesKept(picture, result, mask),
    hue: isGrey ? null : hueError(result, mask, readColour(colour)!),
    outside: bytesOutside(picture, result, mask),
    changedByMarked: changedPixels / area(mask),
  };
}

/** One of every kind that changes pixels in place, on the mask and on everything but it. */
const inPlace: AdjustmentRequest[] = [
  { kind: 'recolour', colour: 'blue' }, { kind: 'tone', hue: 60, saturation: 20, lightness: -20, contrast: 30, warmth: 40 }, { kind: 'grey' },
  { kind: 'fill', colour: '#00ff00' }, { kind: 'threshold' }, { kind: 'blur' }, { kind: 'sharpen' }, { kind: 'pixelate' },
];

/** Bytes that change beyond the target, over all kinds and both targets. */
export function measureBounds({ picture, mask }: Thing): number {
  let outside = 0;
  for (const request of inPlace) {
    for (const target of ['mask', 'background'] as const) {
      const { picture: result } = adjust(picture, mask, adjustmentSchema.parse({ ...request, target }));
      outside += bytesOutside(picture, result, target === 'mask' ? mask : invert(mask));
    }
  }
  // A new background leaves the thing alone, up to the soft border of three pixels.
  for (const to of ['transparent', 'blur', 'grey'] as const) {
    const { picture: result } = adjust(picture, mask, adjustmentSchema.parse({ kind: 'background', to, clean: false }));
    const near = nearBorder(mask, 3);
    const core = { ...mask, data: mask.data.map((value, at) => (value === 1 && near[at] === Infinity ? 0 : 1)) };
    outside += bytesOutside(picture, result, core);
  }
  return outside;
}

export interface CutOut {
  /** Mean error of the alpha, 0 to 1, of pixels at most five from the true border. */
  soft: number;
  hard: number;
  /** Mean error of the colours of what is partly transparent, 0 to 255, weighted by alpha: with the old ground taken out, and left in. */
  colour: number;
  mixture: number;
}

export function measureCutOut(thing: Picture, ground: Picture, seed: string): CutOut {
  const { picture, alpha, mask } = softShape(thing, ground, seed);
  const { picture: cut } = adjust(picture, mask, adjustmentSchema.parse({ kind: 'cut-out', trim: false }));
  const near = nearBorder(mask, 5);
  let [soft, hard, count] = [0, 0, 0];
  for (let pixel = 0; pixel < alpha.length; pixel += 1) {
    if (near[pixel] > 5) continue;
    soft += Math.abs(cut.alpha![pixel] / 255 - alpha[pixel]);
    hard += Math.abs(mask.data[pixel] - alpha[pixel]);
    count += 1;
  }
  return { soft: soft / count, hard: hard / count, ...fringe(thing, ground, seed, cut) };
}

/** How far the colours at the border are from the thing's own. */
function fringe(thing: Picture, ground: Picture, seed: string, cut: Picture): { colour: number; mixture: number } {
  const { picture, alpha } = softShape(thing, ground, seed);
  // The same shape with nothing of the ground in it: its colours are the truth wherever it shows at all.
  const full = softShape(thing, { ...ground, data: new Uint8Array(ground.data.length) }, seed);
  let [colour, mixture, weight] = [0, 0, 0];
  for (let pixel = 0; pixel < alpha.length; pixel += 1) {
    const shown = cut.alpha![pixel] / 255;
    if (alpha[pixel] < 0.1 || alpha[pixel] > 0.9 || shown === 0) continue;
    for (let channel = pixel * 3; channel < pixel * 3 + 3; channel += 1) {
      const truth = Math.min(255, full.picture.data[channel] / alpha[pixel]);
      colour += shown * Math.abs(cut.data[channel] - truth);
      mixture += shown * Math.abs(picture.data[channel] - truth);
      weight += shown;
    }
  }
  return weight === 0 ? { colour: 0, mixture: 0 } : { colour: colour / weight, mixture: mixture / weight };
}

function bytesOutside(source: Picture, result: Picture, mask: Mask): number {
  let count = 0;
  for (let pixel = 0; pixel < mask.data.length; pixel += 1) {
    if (mask.data[pixel] === 1) continue;
    for (let at = pixel * 3; at < pixel * 3 + 3; at += 1) if (source.data[at] !== result.data[at]) count += 1;
    if ((source.alpha?.[pixel] ?? 255) !== (result.alpha?.[pixel] ?? 255)) count += 1;
  }
  return count;
}
