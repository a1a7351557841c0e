import type { Mask } from '../../../server/images/mask.ts';

/** Pixels in both masks and pixels in either. */
export interface Overlap {
  both: number;
  either: number;
}

export function overlap(predicted: Mask, truth: Mask): Overlap {
  if (predicted.width !== truth.width || predicted.height !== truth.height) {
    throw new Error(`masks of ${predicted.width} x ${predicted.height} and ${truth.width} x ${truth.height} pixels`);
  }
  let both = 0;
  let either = 0;
  for (let index = 0; index < truth.data.length; index += 1) {
    both += predicted.data[index] & truth.data[index];
    either += predicted.data[index] | truth.data[index];
  }
  return { both, either };
}

/** IoU of one pair, 0 to 1; two empty masks agree. */
export function iouOf({ both, either }: Overlap): number {
  return either === 0 ? 1 : both / either;
}

/** Cumulative IoU, 0 to 100: all intersections over all unions. Large objects weigh more. */
export function cumulativeIoU(pairs: readonly Overlap[]): number {
  const both = pairs.reduce((sum, pair) => sum + pair.both, 0);
  const either = pairs.reduce((sum, pair) => sum + pair.either, 0);
  return either === 0 ? 0 : (100 * both) / either;
}

/** Mean IoU over pairs, 0 to 100. Every object weighs the same. */
export function meanIoU(pairs: readonly Overlap[]): number {
  return pairs.length === 0 ? 0 : (100 * pairs.reduce((sum, pair) => sum + iouOf(pair), 0)) / pairs.length;
}
