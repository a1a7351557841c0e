// Growing, shrinking and softening masks by Euclidean distance. What lies outside the picture counts neither as
// inside nor as outside: a mask that touches the edge is not eaten away from there.

import { squaredDistanceTo } from './distance.ts';
import type { Mask } from './mask.ts';

/** All pixels at most `radius` pixels away from the mask. */
export function dilate(mask: Mask, radius: number): Mask {
  const limit = radius * radius;
  const distances = squaredDistanceTo(mask, 1);
  const data = new Uint8Array(mask.data.length);
  for (let index = 0; index < data.length; index += 1) data[index] = distances[index] <= limit ? 1 : 0;
  return { ...mask, data };
}

/** The pixels of the mask more than `radius` pixels away from the nearest pixel outside. */
export function erode(mask: Mask, radius: number): Mask {
  const limit = radius * radius;
  const distances = squaredDistanceTo(mask, 0);
  const data = new Uint8Array(mask.data.length);
  for (let index = 0; index < data.length; index += 1) data[index] = distances[index] > limit ? 1 : 0;
  return { ...mask, data };
}

/** Grows by `amount` pixels, or shrinks where it is negative. */
export function grow(mask: Mask, amount: number): Mask {
  if (amount === 0) return { ...mask, data: mask.data.slice() };
  return amount > 0 ? dilate(mask, amount) : erode(mask, -amount);
}

/**
 * A soft edge that lies wholly inside the mask: [height, width] 0 to 1, exactly 0 outside the mask, above 0
 * everywhere inside, rising in a straight line to 1 at `radius` pixels from the border. Radius 0 gives the mask itself.
 */
export function feather(mask: Mask, radius: number): Float32Array {
  if (radius <= 0) return Float32Array.from(mask.data);
  const distances = squaredDistanceTo(mask, 0);
  const alpha = new Float32Array(distances.length);
  for (let index = 0; index < alpha.length; index += 1) {
    alpha[index] = Math.min(1, Math.sqrt(distances[index]) / (radius + 1));
  }
  return alpha;
}
