// Region similarity J and contour accuracy F of DAVIS (F. Perazzi et al., "A Benchmark Dataset and Evaluation Methodology
// for Video Object Segmentation", CVPR 2016; davis2017-evaluation, metrics.py).
//   J  intersection over union of the two masks.
//   F  harmonic mean of precision and recall of the contour's pixels; a pixel is matched when the other contour passes
//      within 0.8 % of the picture's diagonal, rounded up.

import { iou, type Mask } from '../../../server/images/mask.ts';
import { dilate } from '../../../server/images/morphology.ts';

const tolerance = 0.008;

/** J, 0 to 1; two empty masks agree. */
export const regionSimilarity = iou;

/** F, 0 to 1; two masks without contour agree. */
export function contourAccuracy(predicted: Mask, truth: Mask): number {
  const radius = Math.ceil(tolerance * Math.hypot(truth.width, truth.height));
  const [one, other] = [contour(predicted), contour(truth)];
  const [ofOne, ofOther] = [count(one), count(other)];
  if (ofOne === 0 || ofOther === 0) return ofOne === ofOther ? 1 : 0;
  const precision = matched(one, dilate(other, radius)) / ofOne;
  const recall = matched(other, dilate(one, radius)) / ofOther;
  return precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall);
}

/** Pixels that differ from their neighbour to the right, below or across, the last row and column from one of them. */
export function contour({ width, height, data }: Mask): Mask {
  const edge = new Uint8Array(data.length);
  for (let y = 0, at = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1, at += 1) {
      const right = x + 1 < width ? 1 : 0;
      const down = y + 1 < height ? width : 0;
      const differs = (step: number): number => data[at] ^ data[at + step];
      edge[at] = differs(right) | differs(down) | differs(right + down);
    }
  }
  return { width, height, data: edge };
}

function matched(pixels: Mask, near: Mask): number {
  return pixels.data.reduce((sum, value, at) => sum + (value & near.data[at]), 0);
}

function count({ data }: Mask): number {
  return data.reduce((sum, value) => sum + value, 0);
}
