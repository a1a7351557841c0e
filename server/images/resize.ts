// Scaling in TypeScript instead of libvips: the model must see at run time the pixels that it saw in training, on
// every machine. Separable and antialiased when scaling down; bilinear and lanczos as in Pillow's Image.resize, area
// as the exact mean of what a new pixel covers.

import { cropPicture } from './crop.ts';
import type { Mask } from './mask.ts';
import type { Box, Picture } from './picture.ts';

export type Filter = 'area' | 'bilinear' | 'lanczos';

interface Taps {
  first: number;
  /** They sum to 1. */
  weights: Float64Array;
}

/** Scales a picture to width x height pixels. */
export function resizePicture(picture: Picture, width: number, height: number, filter: Filter = 'area'): Picture {
  return resizePart(picture, { left: 0, top: 0, width: picture.width, height: picture.height }, width, height, filter);
}

/**
 * Scales the part of a picture under a box, which may reach over the edge: there the edge pixels repeat. Equal to cropping it and then scaling, and
 * takes no memory for what lies outside.
 */
export function resizePart(picture: Picture, box: Box, width: number, height: number, filter: Filter = 'area'): Picture {
  if (box.width === width && box.height === height) return cropPicture(picture, box);
  const [across, down] = [tapsFor(box.width, width, filter), tapsFor(box.height, height, filter)];
  const scaled = resample(picture.data, picture, 3, within(across, box.left, picture.width, 'edge'), within(down, box.top, picture.height, 'edge'));
  const data = new Uint8Array(scaled.length);
  for (let index = 0; index < data.length; index += 1) {
    data[index] = Math.max(0, Math.min(255, Math.round(scaled[index])));
  }
  return { width, height, data };
}

/** How much of each pixel [height, width] of the part of a mask under a box, scaled, lies inside, 0 to 1; outside of the picture nothing does. */
export function resizeMaskPart(mask: Mask, box: Box, width: number, height: number, filter: Filter = 'area'): Float32Array {
  const [across, down] = [tapsFor(box.width, width, filter), tapsFor(box.height, height, filter)];
  return resample(mask.data, mask, 1, within(across, box.left, mask.width, 'zero'), within(down, box.top, mask.height, 'zero'));
}

/** Scales one plane of numbers [height, width], such as mask logits. */
export function resizePlane(
  plane: Float32Array,
  from: { width: number; height: number },
  to: { width: number; height: number },
  filter: Filter = 'bilinear',
): Float32Array {
  return resample(plane, from, 1, tapsFor(from.width, to.width, filter), tapsFor(from.height, to.height, filter));
}

/** Scales a mask: a pixel is inside where at least half of it is covered. */
export function resizeMask(mask: Mask, width: number, height: number): Mask {
  const cover = resample(mask.data, mask, 1, tapsFor(mask.width, width, 'area'), tapsFor(mask.height, height, 'area'));
  return { width, height, data: Uint8Array.from(cover, (share) => (share >= 0.5 ? 1 : 0)) };
}

function resample(data: Uint8Array | Float32Array, { width }: { width: number }, channels: number, across: Taps[], down: Taps[]): Float32Array {
  const [top, bottom] = [Math.min(...down.map(({ first }) => first)), Math.max(...down.map(({ first, weights }) => first + weights.length))];
  const rows = Math.max(0, bottom - top);
  const narrow = channels === 3 ? acrossColours(data, width, top, rows, across) : acrossPlane(data, width, top, rows, across);
  const row = across.length * channels;
  const out = new Float32Array(down.length * row);
  for (let y = 0; y < down.length; y += 1) {
    const { first, weights } = down[y];
    const target = out.subarray(y * row, (y + 1) * row);
    for (let tap = 0; tap < weights.length; tap += 1) {
      const weight = weights[tap];
      const from = (first - top + tap) * row;
      for (let x = 0; x < row; x += 1) target[x] += weight * narrow[from + x];
    }
  }
  return out;
}

/** The horizontal pass over red, green and blue at once: it reads every byte of the picture, so it decides the time. */
function acrossColours(data: ArrayLike<number>, width: number, top: number, rows: number, across: Taps[]): Float32Array {
  const narrow = new Float32Array(across.length * rows * 3);
  for (let y = 0, to = 0; y < rows; y += 1) {
    for (let x = 0; x < across.length; x += 1, to += 3) {
      const { first, weights } = across[x];
      let [red, green, blue] = [0, 0, 0];
      for (let tap = 0, at = ((top + y) * width + first) * 3; tap < weights.length; tap += 1, at += 3) {
        const weight = weights[tap];
        red += weight * data[at];
        green += weight * data[at + 1];
        blue += weight * data[at + 2];
      }
      narrow[to] = red;
      narrow[to + 1] = green;
      narrow[to + 2] = blue;
    }
  }
  return narrow;
}

function acrossPlane(data: Uint8Array | Float32Array, width: number, top: number, rows: number, across: Taps[]): Float32Array {
  const narrow = new Float32Array(across.length * rows);
  for (let y = 0; y < rows; y += 1) {
    const start = (top + y) * width;
    // Most rows of most masks are empty, and `indexOf` passes over them many times faster than a loop.
    if (data instanceof Uint8Array && data.subarray(start, start + width).indexOf(1) < 0) continue;
    for (let x = 0, to = y * across.length; x < across.length; x += 1, to += 1) {
      const { first, weights } = across[x];
      let sum = 0;
      for (let tap = 0, at = start + first; tap < weights.length; tap += 1, at += 1) sum += weights[tap] * data[at];
      narrow[to] = sum;
    }
  }
  return narrow;
}

/** Taps of a part that begins at `offset` as taps of the whole, which has `size` pixels. */
function within(taps: Taps[], offset: number, size: number, outside: 'edge' | 'zero'): Taps[] {
  return taps.map(({ first, weights }) => {
    const [from, to] = [first + offset, first + offset + weights.length];
    if (from >= 0 && to <= size) return { first: from, weights };
    const clamp = (at: number): number => Math.min(size - 1, Math.max(0, at));
    const [start, end] = [clamp(from), clamp(to - 1)];
    const kept = new Float64Array(end - start + 1);
    for (let tap = 0; tap < weights.length; tap += 1) {
      const at = from + tap;
      if (outside === 'edge' || (at >= 0 && at < size)) kept[clamp(at) - start] += weights[tap];
    }
    return { first: start, weights: kept };
  });
}

/** For each new pixel, which old pixels it is made of and with what weights. */
function tapsFor(from: number, to: number, filter: Filter): Taps[] {
  const scale = from / to;
  const stretch = Math.max(1, scale);
  const support = filter === 'area' ? scale / 2 : (filter === 'bilinear' ? 1 : 3) * stretch;
  return Array.from({ length: to }, (_, index) => {
    const centre = (index + 0.5) * scale;
    const rounding = filter === 'area' ? [1e-9, 1 - 1e-9] : [0.5, 0.5];
    const first = Math.max(0, Math.floor(centre - support + rounding[0]));
    const end = Math.min(from, Math.max(first + 1, Math.floor(centre + support + rounding[1])));
    const weights = new Float64Array(end - first);
    for (let tap = 0; tap < weights.length; tap += 1) {
      const pixel = first + tap;
      weights[tap] =
        filter === 'area'
          ? Math.min(pixel + 1, centre + support) - Math.max(pixel, centre - support)
          : kernel(filter, (pixel + 0.5 - centre) / stretch);
    }
    const sum = weights.reduce((total, weight) => total + weight, 0);
    return { first, weights: weights.map((weight) => weight / sum) };
  });
}

function kernel(filter: 'bilinear' | 'lanczos', x: number): number {
  if (filter === 'bilinear') return Math.max(0, 1 - Math.abs(x));
  return Math.abs(x) < 3 ? sinc(x) * sinc(x / 3) : 0;
}

function sinc(x: number): number {
  return x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
}
