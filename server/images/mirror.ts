// Left for right.

import type { Picture } from './picture.ts';

export function mirroredPicture({ width, height, data }: Picture): Picture {
  const out = new Uint8Array(data.length);
  for (let y = 0, to = 0; y < height; y += 1) {
    for (let x = width - 1; x >= 0; x -= 1, to += 3) out.set(data.subarray((y * width + x) * 3, (y * width + x) * 3 + 3), to);
  }
  return { width, height, data: out };
}

/** A plane of numbers [side, side]. */
export function mirroredPlane(plane: Float32Array, side: number): Float32Array {
  return plane.map((_, index) => plane[index - (index % side) + side - 1 - (index % side)]);
}
