// Changes that look at what lies round a pixel. Nothing is taken from beyond what changes, so no colour of a thing runs into a blurred ground.
// All change `data` in place.

import type { Picture } from '../picture.ts';
import type { Of } from './adjustment.ts';
import { mix, over, type Region } from './region.ts';
import { type Smooth, smoothed } from './smooth.ts';

/** Of the longer side, where no radius was given. */
const shares = { blur: 0.012, sharpen: 0.0015, pixelate: 1 / 28 };

/** Of a blur, where none was given: faces and letters cannot be read any more. */
export function broadRadius({ width, height }: { width: number; height: number }): number {
  return Math.max(2, shares.blur * Math.max(width, height));
}

export function blur(data: Uint8Array, picture: Picture, region: Region, { radius }: { radius?: number }): void {
  const around = colours(picture, region, radius ?? broadRadius(picture));
  const mean = new Float64Array(3);
  over(picture, region, (pixel, at, weight) => {
    if (around(at % region.box.width, Math.floor(at / region.box.width), mean)) mix(data, pixel, weight, mean);
  });
}

/** An unsharp mask. */
export function sharpen(data: Uint8Array, picture: Picture, region: Region, { radius, strength }: Of<'sharpen'>): void {
  const around = colours(picture, region, radius ?? Math.max(1, shares.sharpen * Math.max(picture.width, picture.height)));
  const mean = new Float64Array(3);
  over(picture, region, (pixel, at, weight) => {
    if (!around(at % region.box.width, Math.floor(at / region.box.width), mean)) return;
    const from = pixel * 3;
    for (let channel = 0; channel < 3; channel += 1) {
      const value = picture.data[from + channel];
      mean[channel] = Math.min(255, Math.max(0, value + (value - mean[channel]) * (strength / 100)));
    }
    mix(data, pixel, weight, mean);
  });
}

export function pixelate(data: Uint8Array, picture: Picture, region: Region, { size }: Of<'pixelate'>): void {
  const { box, weights } = region;
  const side = size ?? Math.max(6, Math.round(shares.pixelate * Math.max(box.width, box.height)));
  const [across, down] = [Math.ceil(box.width / side) + 1, Math.ceil(box.height / side) + 1];
  const sums = new Float64Array(across * down * 4);
  const cellOf = (at: number): number => (Math.floor(Math.floor(at / box.width) / side) * across + Math.floor((at % box.width) / side)) * 4;
  over(picture, { box, weights }, (pixel, at, weight) => {
    const cell = cellOf(at);
    for (let channel = 0; channel < 3; channel += 1) sums[cell + channel] += picture.data[pixel * 3 + channel] * weight;
    sums[cell + 3] += weight;
  });
  const mean = new Float64Array(3);
  over(picture, region, (pixel, at) => {
    const cell = cellOf(at);
    for (let channel = 0; channel < 3; channel += 1) mean[channel] = sums[cell + channel] / sums[cell + 3];
    // Whole blocks: a face must not shine through at the border of its mask.
    mix(data, pixel, 1, mean);
  });
}

/** The colours round each pixel of a region. What is transparent says nothing. */
export function colours(picture: Picture, { box, weights }: Region, radius: number): Smooth {
  return smoothed({
    width: box.width, height: box.height, radius, channels: 3,
    read: (at, out) => {
      const weight = weights === null ? 1 : weights[at];
      if (weight === 0) return 0;
      const pixel = (box.top + Math.floor(at / box.width)) * picture.width + box.left + (at % box.width);
      for (let channel = 0; channel < 3; channel += 1) out[channel] = picture.data[pixel * 3 + channel];
      return picture.alpha === undefined ? weight : weight * picture.alpha[pixel] / 255;
    },
  });
}
