// The trivial predictor of referring and reasoning segmentation: one and the same mask for every expression. The best
// such mask is a level set of the mean of all true masks (a pixel that is more often inside always comes first), so it
// is found by trying the levels.

import type { Mask } from '../../../server/images/mask.ts';
import { resizePlane } from '../../../server/images/resize.ts';
import { cumulativeIoU, meanIoU, type Overlap } from './overlap.ts';

const grid = 64;

/** cIoU and gIoU, 0 to 100, of the mask that is best for all truths, each measured with its own best level. */
export function bestSingleMask(truths: readonly Mask[]): { cIoU: number; gIoU: number } {
  const planes = truths.map(toGrid);
  const mean = new Float32Array(grid * grid);
  for (const plane of planes) for (let cell = 0; cell < mean.length; cell += 1) mean[cell] += plane[cell] / planes.length;
  const levels = [...new Set(mean)].sort((a, b) => a - b);
  const step = Math.max(1, Math.floor(levels.length / 60));
  let cIoU = 0;
  let gIoU = 0;
  for (let index = 0; index < levels.length; index += step) {
    const pairs = planes.map((plane) => overlapAtLevel(mean, levels[index], plane));
    cIoU = Math.max(cIoU, cumulativeIoU(pairs));
    gIoU = Math.max(gIoU, meanIoU(pairs));
  }
  return { cIoU, gIoU };
}

function toGrid(mask: Mask): Uint8Array {
  const cover = resizePlane(Float32Array.from(mask.data), mask, { width: grid, height: grid }, 'area');
  return Uint8Array.from(cover, (share) => (share >= 0.5 ? 1 : 0));
}

function overlapAtLevel(mean: Float32Array, level: number, truth: Uint8Array): Overlap {
  let both = 0;
  let either = 0;
  for (let cell = 0; cell < mean.length; cell += 1) {
    const inside = mean[cell] >= level ? 1 : 0;
    both += inside & truth[cell];
    either += inside | truth[cell];
  }
  return { both, either };
}
