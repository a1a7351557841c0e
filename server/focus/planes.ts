// Small planes of numbers [side, side] as the painting needs them: growing, filling, blurring. The same arithmetic as
// models/training/painting.py.

import { resizePlane } from '../images/resize.ts';

/** Row y of a plane that was scaled. The array may be reused for the next row. */
export type Rows = (y: number) => Float32Array;

/** A value of a plane, from 0 to 1. */
export function clamp(value: number): number {
  return value < 0 ? 0 : value > 1 ? 1 : value;
}

export function sigmoid(value: number): number {
  return 1 / (1 + Math.exp(-value));
}

/** A plane [side, side] scaled to width x height, bilinear, a row at a time where it grows. */
export function rowsOf(plane: Float32Array, side: number, { width, height }: { width: number; height: number }): Rows {
  if (width < side || height < side) {
    const all = resizePlane(plane, { width: side, height: side }, { width, height }, 'bilinear');
    return (y) => all.subarray(y * width, (y + 1) * width);
  }
  const [columns, rows] = [tapsOf(side, width), tapsOf(side, height)];
  const between = new Float32Array(side + 1);
  const out = new Float32Array(width);
  return (y) => {
    const upper = rows.first[y] * side;
    const lower = Math.min(side - 1, rows.first[y] + 1) * side;
    const down = rows.share[y];
    for (let x = 0; x < side; x += 1) between[x] = plane[upper + x] + down * (plane[lower + x] - plane[upper + x]);
    between[side] = between[side - 1];
    for (let x = 0; x < width; x += 1) {
      const left = columns.first[x];
      out[x] = between[left] + columns.share[x] * (between[left + 1] - between[left]);
    }
    return out;
  };
}

/** For each new position the old one at or before it, and how far it lies towards the next. */
function tapsOf(from: number, to: number): { first: Int32Array; share: Float32Array } {
  const at = Float64Array.from({ length: to }, (_, index) => Math.min(from - 1, Math.max(0, ((index + 0.5) * from) / to - 0.5)));
  return { first: Int32Array.from(at, Math.floor), share: Float32Array.from(at, (value) => value - Math.floor(value)) };
}

/** Grows what is 1 by a square of 2 * radius + 1. */
export function dilatePlane(mask: Float32Array, side: number, radius: number): Float32Array {
  if (radius <= 0) return mask.slice();
  const across = new Float32Array(mask.length);
  const out = new Float32Array(mask.length);
  const most = (from: Float32Array, start: number, stride: number, at: number): number => {
    let value = 0;
    for (let k = Math.max(0, at - radius); k <= Math.min(side - 1, at + radius); k += 1) value = Math.max(value, from[start + k * stride]);
    return value;
  };
  for (let y = 0; y < side; y += 1) for (let x = 0; x < side; x += 1) across[y * side + x] = most(mask, y * side, 1, x);
  for (let y = 0; y < side; y += 1) for (let x = 0; x < side; x += 1) out[y * side + x] = most(across, x, side, y);
  return out;
}

/** The filled box round everything that is 1, `more` cells larger on each side. */
export function boxOfPlane(mask: Float32Array, side: number, more: number): Float32Array {
  let [left, top, right, bottom] = [side, side, -1, -1];
  for (let y = 0; y < side; y += 1) {
    for (let x = 0; x < side; x += 1) {
      if (mask[y * side + x] === 0) continue;
      [left, right, top, bottom] = [Math.min(left, x), Math.max(right, x), Math.min(top, y), y];
    }
  }
  const out = new Float32Array(mask.length);
  if (right < 0) return out;
  for (let y = Math.max(0, top - more); y <= Math.min(side - 1, bottom + more); y += 1) {
    out.fill(1, y * side + Math.max(0, left - more), y * side + Math.min(side - 1, right + more) + 1);
  }
  return out;
}

/** The largest value of each block: [side, side] to [cells, cells]. */
export function poolMost(plane: Float32Array, side: number, cells: number): Float32Array {
  const block = side / cells;
  const out = new Float32Array(cells * cells);
  for (let y = 0; y < side; y += 1) {
    for (let x = 0; x < side; x += 1) {
      const cell = Math.floor(y / block) * cells + Math.floor(x / block);
      out[cell] = Math.max(out[cell], plane[y * side + x]);
    }
  }
  return out;
}

/**
 * Hides what is under the mask: every masked pixel takes the mean of the unmasked ones at most 3, 6, 12, 24 or 64 pixels
 * away, the nearest reach that finds any; mid grey where nothing is known. planes [3, side, side].
 */
export function fillPlanes(planes: Float32Array, mask: Float32Array, side: number): Float32Array {
  const size = side * side;
  const out = planes.slice();
  const known = mask.map((value) => 1 - value);
  const empty = mask.slice();
  const sums = integral(known, side);
  const colours = [0, 1, 2].map((channel) => {
    const plane = new Float32Array(size);
    for (let at = 0; at < size; at += 1) plane[at] = planes[channel * size + at] * known[at];
    return integral(plane, side);
  });
  for (const reach of [3, 6, 12, 24, 64]) {
    for (let y = 0; y < side; y += 1) {
      for (let x = 0; x < side; x += 1) {
        const at = y * side + x;
        if (empty[at] === 0) continue;
        const weight = windowSum(sums, side, x, y, reach);
        if (weight < 0.5) continue;
        for (let channel = 0; channel < 3; channel += 1) {
          out[channel * size + at] = windowSum(colours[channel], side, x, y, reach) / weight;
        }
        empty[at] = 0;
      }
    }
  }
  for (let at = 0; at < size; at += 1) {
    if (empty[at] === 1) for (let channel = 0; channel < 3; channel += 1) out[channel * size + at] = 0.5;
  }
  return out;
}

/** Sums over all pixels above and to the left, with a border of zeros: [side + 1, side + 1]. */
function integral(plane: Float32Array, side: number): Float64Array {
  const wide = side + 1;
  const out = new Float64Array(wide * wide);
  for (let y = 0; y < side; y += 1) {
    let row = 0;
    for (let x = 0; x < side; x += 1) {
      row += plane[y * side + x];
      out[(y + 1) * wide + x + 1] = out[y * wide + x + 1] + row;
    }
  }
  return out;
}

function windowSum(sums: Float64Array, side: number, x: number, y: number, reach: number): number {
  const wide = side + 1;
  const [left, right] = [Math.max(0, x - reach), Math.min(side, x + reach + 1)];
  const [top, bottom] = [Math.max(0, y - reach), Math.min(side, y + reach + 1)];
  return sums[bottom * wide + right] - sums[top * wide + right] - sums[bottom * wide + left] + sums[top * wide + left];
}

/** Gaussian blur of one plane, edges repeated. */
export function blurPlane(plane: Float32Array, side: number, sigma: number): Float32Array {
  const radius = Math.max(1, Math.round(3 * sigma));
  const kernel = Float64Array.from({ length: 2 * radius + 1 }, (_, index) => Math.exp(-((index - radius) ** 2) / (2 * sigma * sigma)));
  const total = kernel.reduce((sum, weight) => sum + weight, 0);
  const pass = (from: Float32Array, along: number, across: number): Float32Array => {
    const out = new Float32Array(from.length);
    for (let line = 0; line < side; line += 1) {
      for (let at = 0; at < side; at += 1) {
        let sum = 0;
        for (let tap = -radius; tap <= radius; tap += 1) {
          const place = Math.min(side - 1, Math.max(0, at + tap));
          sum += kernel[tap + radius] * from[line * across + place * along];
        }
        out[line * across + at * along] = sum / total;
      }
    }
    return out;
  };
  return pass(pass(plane, 1, side), side, 1);
}
