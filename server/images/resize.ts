// Scaling in TypeScript instead of libvips: the model must see at run time the pixels that it saw in training, on
// every machine. Separable and antialiased when scaling down; bilinear and lanczos as in Pillow's Image.resize, area
// as the exact mean of what a new pixel covers.

import type { Mask } from './mask.ts';
import type { Picture } from './picture.ts';

export type Filter = 'area' | 'bilinear' | 'lanczos';

interface Taps {
  first: number;
  /** They sum to 1. */
  weights: Float64Array;
}

/** Scales a picture to width x height pixels. */
export function resizePicture(picture: Picture, width: number, height: number, filter: Filter = 'area'): Picture {
  if (picture.width === width && picture.height === height) return { ...picture, data: picture.data.slice() };
  const scaled = resample(picture.data, picture.width, picture.height, 3, width, height, filter);
  const data = new Uint8Array(scaled.length);
  for (let index = 0; index < data.length; index += 1) {
    data[index] = Math.max(0, Math.min(255, Math.round(scaled[index])));
  }
  return { width, height, data };
}

/** Scales one plane of numbers [height, width], such as mask logits. */
export function resizePlane(
  plane: Float32Array,
  from: { width: number; height: number },
  to: { width: number; height: number },
  filter: Filter = 'bilinear',
): Float32Array {
  return resample(plane, from.width, from.height, 1, to.width, to.height, filter);
}

/** Scales a mask: a pixel is inside where at least half of it is covered. */
export function resizeMask(mask: Mask, width: number, height: number): Mask {
  const cover = resample(mask.data, mask.width, mask.height, 1, width, height, 'area');
  return { width, height, data: Uint8Array.from(cover, (share) => (share >= 0.5 ? 1 : 0)) };
}

function resample(
  data: Uint8Array | Float32Array,
  width: number,
  height: number,
  channels: number,
  newWidth: number,
  newHeight: number,
  filter: Filter,
): Float32Array {
  const across = tapsFor(width, newWidth, filter);
  const narrow = channels === 3 ? acrossColours(data, width, height, across) : acrossPlane(data, width, height, across);
  const down = tapsFor(height, newHeight, filter);
  const row = newWidth * channels;
  const out = new Float32Array(newHeight * row);
  for (let y = 0; y < newHeight; y += 1) {
    const { first, weights } = down[y];
    const target = out.subarray(y * row, (y + 1) * row);
    for (let tap = 0; tap < weights.length; tap += 1) {
      const weight = weights[tap];
      const from = (first + tap) * row;
      for (let x = 0; x < row; x += 1) target[x] += weight * narrow[from + x];
    }
  }
  return out;
}

/** The horizontal pass over red, green and blue at once: it reads every byte of the picture, so it decides the time. */
function acrossColours(data: ArrayLike<number>, width: number, height: number, across: Taps[]): Float32Array {
  const narrow = new Float32Array(across.length * height * 3);
  for (let y = 0, to = 0; y < height; y += 1) {
    for (let x = 0; x < across.length; x += 1, to += 3) {
      const { first, weights } = across[x];
      let [red, green, blue] = [0, 0, 0];
      for (let tap = 0, at = (y * width + first) * 3; tap < weights.length; tap += 1, at += 3) {
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

function acrossPlane(data: ArrayLike<number>, width: number, height: number, across: Taps[]): Float32Array {
  const narrow = new Float32Array(across.length * height);
  for (let y = 0, to = 0; y < height; y += 1) {
    for (let x = 0; x < across.length; x += 1, to += 1) {
      const { first, weights } = across[x];
      let sum = 0;
      for (let tap = 0, at = y * width + first; tap < weights.length; tap += 1, at += 1) sum += weights[tap] * data[at];
      narrow[to] = sum;
    }
  }
  return narrow;
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
