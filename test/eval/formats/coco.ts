// Masks as COCO's annotation files write them: polygons, run lengths, or compressed run lengths.

import { z } from 'zod';
import { createMask, type Mask } from '../../../server/images/mask.ts';
import { decodeRle } from '../../../server/images/rle.ts';
import { rle } from '../set.ts';

export const segmentation = z.union([z.array(z.array(z.number())), rle]);
export type Segmentation = z.infer<typeof segmentation>;

/** The mask of an annotation in a picture of this size. */
export function maskOfSegmentation(given: Segmentation, { width, height }: { width: number; height: number }): Mask {
  if (!Array.isArray(given)) return decodeRle(given);
  const mask = createMask(width, height);
  for (const flat of given) fillPolygon(mask, pointsOf(flat));
  return mask;
}

function pointsOf(flat: readonly number[]): [number, number][] {
  return Array.from({ length: Math.floor(flat.length / 2) }, (_, index) => [flat[index * 2], flat[index * 2 + 1]]);
}

/** Adds the pixels whose centre lies inside the polygon, by the even-odd rule. COCO's own tool may differ by the rim's pixels. */
export function fillPolygon(mask: Mask, points: readonly (readonly [number, number])[]): void {
  for (let row = 0; row < mask.height; row += 1) {
    const y = row + 0.5;
    const crossings = points
      .flatMap(([x0, y0], index) => {
        const [x1, y1] = points[(index + 1) % points.length];
        return y0 <= y === y1 <= y ? [] : [x0 + ((y - y0) * (x1 - x0)) / (y1 - y0)];
      })
      .sort((a, b) => a - b);
    for (let index = 0; index + 1 < crossings.length; index += 2) {
      const from = Math.max(0, Math.ceil(crossings[index] - 0.5));
      const to = Math.min(mask.width, Math.ceil(crossings[index + 1] - 0.5));
      if (to > from) mask.data.fill(1, row * mask.width + from, row * mask.width + to);
    }
  }
}
