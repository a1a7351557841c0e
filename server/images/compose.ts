import { cropMask } from './crop.ts';
import type { Mask } from './mask.ts';
import { feather, surroundings } from './morphology.ts';
import { assertSameSize, type Picture } from './picture.ts';

export interface Composition {
  picture: Picture;
  /** Number of pixels that differ from the source. All lie inside the mask. */
  changed: number;
}

/**
 * Puts `generated` into `source` inside the mask, with a soft edge of `featherRadius` pixels that lies wholly inside
 * it. Pixels outside the mask are copied, not computed: their bytes equal the source's.
 * @throws PictureError `picture-size-differs`
 */
export function compose(source: Picture, generated: Picture, mask: Mask, featherRadius = 0): Composition {
  assertSameSize(source, generated, 'Source and generated picture');
  assertSameSize(source, mask, 'Picture and mask');
  const data = source.data.slice();
  // One pixel more than the mask: enough to know every distance to the outside.
  const box = surroundings(mask, 1) ?? { left: 0, top: 0, width: 0, height: 0 };
  const weights = feather(cropMask(mask, box), featherRadius);
  let changed = 0;
  for (let y = 0, pixel = 0; y < box.height; y += 1) {
    let index = ((box.top + y) * source.width + box.left) * 3;
    for (let x = 0; x < box.width; x += 1, pixel += 1, index += 3) {
      const weight = weights[pixel];
      if (weight === 0) continue;
      let differs = false;
      for (let channel = index; channel < index + 3; channel += 1) {
        const value = Math.round(source.data[channel] + weight * (generated.data[channel] - source.data[channel]));
        if (value !== source.data[channel]) differs = true;
        data[channel] = value;
      }
      if (differs) changed += 1;
    }
  }
  return { picture: { width: source.width, height: source.height, data }, changed };
}
