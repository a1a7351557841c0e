import type { Mask } from '../../../server/images/mask.ts';
import type { Picture } from '../../../server/images/picture.ts';

/** Number of bytes outside the mask, and how many of them differ between the two pictures. */
export function bytesOutside(source: Picture, result: Picture, mask: Mask): { bytes: number; changed: number } {
  let bytes = 0;
  let changed = 0;
  for (let pixel = 0; pixel < mask.data.length; pixel += 1) {
    if (mask.data[pixel] === 1) continue;
    bytes += 3;
    for (let channel = pixel * 3; channel < pixel * 3 + 3; channel += 1) {
      if (source.data[channel] !== result.data[channel]) changed += 1;
    }
  }
  return { bytes, changed };
}
