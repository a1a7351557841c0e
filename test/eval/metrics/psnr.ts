import type { Mask } from '../../../server/images/mask.ts';
import type { Picture } from '../../../server/images/picture.ts';

/** Peak signal to noise ratio in dB inside a region; at most 60, so that a mean over edits is not one exact pixel's. */
export function psnrInside(picture: Picture, truth: Picture, region: Mask): number {
  let squares = 0;
  let values = 0;
  for (let pixel = 0; pixel < region.data.length; pixel += 1) {
    if (region.data[pixel] === 0) continue;
    for (let channel = pixel * 3; channel < pixel * 3 + 3; channel += 1) {
      squares += (picture.data[channel] - truth.data[channel]) ** 2;
      values += 1;
    }
  }
  return squares === 0 ? 60 : Math.min(60, 10 * Math.log10((255 * 255 * values) / squares));
}
