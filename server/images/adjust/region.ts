// Which pixels an operation changes, and how much of it each gets.

import { invert, type Mask } from '../mask.ts';
import type { Box, Picture } from '../picture.ts';
import type { Adjustment } from './adjustment.ts';
import { matteOf } from './matte.ts';

export interface Region {
  box: Box;
  /** [box.height, box.width], 0 to 1; null: all of it. Outside of the mask exactly 0. */
  weights: Float32Array | null;
}

/** Null where there is nothing to change. The weights lie inside of what is meant, so that no byte outside of it changes. */
export function regionOf(picture: Picture, mask: Mask | null, adjustment: Adjustment): Region | null {
  const { target, edge = 1 } = adjustment as { target?: 'mask' | 'background' | 'picture'; edge?: number };
  if (mask === null || target === 'picture') return { box: { left: 0, top: 0, width: picture.width, height: picture.height }, weights: null };
  const matte = matteOf(picture, target === 'background' ? invert(mask) : mask, { edge, beyond: false });
  return matte && { box: matte.box, weights: matte.alpha };
}

/** Calls `each` with the pixel of the picture, its place in the box and its weight, for all that change. */
export function over({ width }: Picture, { box, weights }: Region, each: (pixel: number, at: number, weight: number) => void): void {
  for (let y = 0, at = 0; y < box.height; y += 1) {
    let pixel = (box.top + y) * width + box.left;
    for (let x = 0; x < box.width; x += 1, at += 1, pixel += 1) {
      const weight = weights === null ? 1 : weights[at];
      if (weight > 0) each(pixel, at, weight);
    }
  }
}

/** Mixes a colour (0 to 255 each) into a pixel of `data` by a weight. */
export function mix(data: Uint8Array, pixel: number, weight: number, colour: ArrayLike<number>): void {
  const at = pixel * 3;
  for (let channel = 0; channel < 3; channel += 1) data[at + channel] = Math.round(data[at + channel] + weight * (colour[channel] - data[at + channel]));
}
