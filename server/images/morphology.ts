// Growing, shrinking and softening masks by Euclidean distance. What lies outside the picture counts neither as
// inside nor as outside: a mask that touches the edge is not eaten away from there.

import { cropMask, pasteMask } from './crop.ts';
import { squaredDistanceTo } from './distance.ts';
import { boundingBox, createMask, type Mask } from './mask.ts';
import type { Box } from './picture.ts';

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

/** Grows by `amount` whole pixels, or shrinks where it is negative. Only the mask's surroundings are looked at. */
export function grow(mask: Mask, amount: number): Mask {
  const box = surroundings(mask, Math.max(1, amount));
  if (amount === 0 || box === null) return { ...mask, data: mask.data.slice() };
  const part = cropMask(mask, box);
  const grown = amount > 0 ? dilate(part, amount) : erode(part, -amount);
  return pasteMask(createMask(mask.width, mask.height), grown, box.left, box.top);
}

/** The mask's box with `border` more pixels around it, within the picture; null for an empty mask. */
export function surroundings(mask: Mask, border: number): Box | null {
  const box = boundingBox(mask);
  if (box === null) return null;
  const left = Math.max(0, box.left - border);
  const top = Math.max(0, box.top - border);
  const right = Math.min(mask.width, box.left + box.width + border);
  const bottom = Math.min(mask.height, box.top + box.height + border);
  return { left, top, width: right - left, height: bottom - top };
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
