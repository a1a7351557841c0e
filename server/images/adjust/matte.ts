// How much of each pixel belongs to what a mask covers. At a border a pixel shows a mixture of both sides; the share is found from the colours
// beside it, in a band of a few pixels, as in Y. Chuang et al., "A Bayesian Approach to Digital Matting", 2001, with plain means in place of
// its Gaussians. Where the sides look alike, the share follows the distance from the border.

import { cropMask } from '../crop.ts';
import { squaredDistanceTo } from '../distance.ts';
import type { Mask } from '../mask.ts';
import { surroundings } from '../morphology.ts';
import type { Box, Picture } from '../picture.ts';
import { nearBorder } from './near-border.ts';

export interface Matte {
  /** What it covers; outside of it the share is 0. */
  box: Box;
  /** [box.height, box.width], 0 to 1. */
  alpha: Float32Array;
  /** The pixels of the box that are mixtures, and the colour of the thing alone in each, red green blue from 0 to 255. */
  mixed: { pixels: Int32Array; colours: Float32Array };
}

export interface MatteOptions {
  /** Width of the soft border, pixels; 0 is the mask itself. */
  edge?: number;
  /** Whether the thing may reach beyond its mask. */
  beyond?: boolean;
}

/** Pixels on either side of the border in which mixtures are looked for. */
const band = 3;
/** Pixels beyond the band from which the colours of both sides are taken. */
const reach = 3;

/** Null for an empty mask. */
export function matteOf(picture: Picture, mask: Mask, { edge = 1, beyond = true }: MatteOptions = {}): Matte | null {
  const box = surroundings(mask, band + reach + 1);
  if (box === null) return null;
  const part = cropMask(mask, box);
  const alpha = Float32Array.from(part.data);
  const found: number[] = [];
  const colours: number[] = [];
  if (edge > 0) {
    const near = nearBorder(part, band + 1);
    const sample = openSampler(picture, box, part, near);
    for (let at = 0; at < near.length; at += 1) {
      if (near[at] > band || (!beyond && part.data[at] === 0)) continue;
      const share = sample(at);
      alpha[at] = share.alpha;
      if (share.alpha <= 0 || share.alpha >= 1) continue;
      found.push(at);
      colours.push(share.red, share.green, share.blue);
    }
    if (edge > 1.5) fade(alpha, part, edge);
  }
  return { box, alpha, mixed: { pixels: Int32Array.from(found), colours: Float32Array.from(colours) } };
}

/** Lets the inside fade out over `edge` pixels. */
function fade(alpha: Float32Array, part: Mask, edge: number): void {
  const distances = squaredDistanceTo(part, 0);
  for (let at = 0; at < alpha.length; at += 1) {
    const share = part.data[at] === 0 ? 0 : Math.min(1, Math.sqrt(distances[at]) / (edge + 1));
    // Rises and ends without a kink.
    alpha[at] = Math.min(alpha[at], share * share * (3 - 2 * share));
  }
}

interface Share { alpha: number; red: number; green: number; blue: number }

function openSampler(picture: Picture, box: Box, part: Mask, near: Float32Array): (at: number) => Share {
  const { width, height, data } = part;
  const share: Share = { alpha: 0, red: 0, green: 0, blue: 0 };
  // Means of the inside, means of the outside; squares of all.
  const sums = new Float64Array(8);
  const gather = (x: number, y: number, span: number): void => {
    sums.fill(0);
    let [insideSquares, outsideSquares] = [0, 0];
    for (let row = Math.max(0, y - span); row <= Math.min(height - 1, y + span); row += 1) {
      for (let column = Math.max(0, x - span); column <= Math.min(width - 1, x + span); column += 1) {
        const other = row * width + column;
        // A pixel and a half from the border few pixels are mixtures.
        if (near[other] < 2) continue;
        const from = ((box.top + row) * picture.width + box.left + column) * 3;
        const [red, green, blue] = [picture.data[from], picture.data[from + 1], picture.data[from + 2]];
        const weight = 1 / (1 + (row - y) ** 2 + (column - x) ** 2);
        const to = data[other] === 1 ? 0 : 4;
        sums[to] += red * weight;
        sums[to + 1] += green * weight;
        sums[to + 2] += blue * weight;
        sums[to + 3] += weight;
        const squares = (red * red + green * green + blue * blue) * weight;
        if (to === 0) insideSquares += squares;
        else outsideSquares += squares;
      }
    }
    for (const to of [0, 4]) if (sums[to + 3] > 0) for (let channel = 0; channel < 3; channel += 1) sums[to + channel] /= sums[to + 3];
    spread = 0;
    if (sums[3] > 0) spread += insideSquares / sums[3] - sums[0] ** 2 - sums[1] ** 2 - sums[2] ** 2;
    if (sums[7] > 0) spread += outsideSquares / sums[7] - sums[4] ** 2 - sums[5] ** 2 - sums[6] ** 2;
  };
  let spread = 0;

  return (at) => {
    const x = at % width;
    const y = (at - x) / width;
    gather(x, y, band + reach);
    const from = ((box.top + y) * picture.width + box.left + x) * 3;
    const [red, green, blue] = [picture.data[from], picture.data[from + 1], picture.data[from + 2]];
    // Signed distance from the border, which runs between the pixels: 0.5 just inside, -0.5 just outside.
    const signed = data[at] === 1 ? near[at] - 0.5 : 0.5 - near[at];
    const even = Math.min(1, Math.max(0, 0.5 + signed / 2));
    if (sums[3] === 0 || sums[7] === 0) {
      [share.alpha, share.red, share.green, share.blue] = [even, red, green, blue];
      return share;
    }
    const [dr, dg, db] = [sums[0] - sums[4], sums[1] - sums[5], sums[2] - sums[6]];
    const apart = dr * dr + dg * dg + db * db;
    const seen = ((red - sums[4]) * dr + (green - sums[5]) * dg + (blue - sums[6]) * db) / Math.max(1, apart);
    // Colours that are not further apart than each side is spread say nothing.
    const trust = apart / (apart + 4 * spread + 300);
    // The further from the border, the less the colours may say against the mask.
    const least = Math.min(1, Math.max(0, (signed - 0.5) / (band - 0.5)));
    const most = 1 - Math.min(1, Math.max(0, (-signed - 0.5) / (band - 0.5)));
    const told = trust * Math.min(1, Math.max(0, seen)) + (1 - trust) * even;
    const alpha = Math.min(most, Math.max(least, told));
    share.alpha = alpha < 0.02 ? 0 : alpha > 0.98 ? 1 : alpha;
    // Taken out of the mixture, which is safe where most of it is the thing, and else as beside it.
    const pure = (value: number, inside: number, outside: number): number =>
      Math.min(255, Math.max(0, alpha * ((value - (1 - alpha) * outside) / Math.max(alpha, 0.05)) + (1 - alpha) * inside));
    share.red = pure(red, sums[0], sums[4]);
    share.green = pure(green, sums[1], sums[5]);
    share.blue = pure(blue, sums[2], sums[6]);
    return share;
  };
}
