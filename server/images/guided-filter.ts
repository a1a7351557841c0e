// Brings a coarse map (mask logits, probabilities) to the size of the picture so that its edges follow the picture's.
// K. He, J. Sun, X. Tang, "Guided Image Filtering", 2013, in the fast form of K. He and J. Sun, "Fast Guided
// Filter", 2015: fit map ≈ a · colour + b in windows at a small size, enlarge a and b, apply them at full size.

import { boxMean, mul } from './box-filter.ts';
import type { Picture } from './picture.ts';
import { resizePicture, resizePlane } from './resize.ts';

export interface GuidedOptions {
  /** Half width of the window, in pixels of the coarse map. */
  radius?: number;
  /** Colour variance, 0 to 1 squared, below which a window counts as flat and is only smoothed. */
  epsilon?: number;
  /** Longest side at which a and b are fitted. */
  workingSide?: number;
}

/**
 * The map [map.height, map.width] enlarged to [guide.height, guide.width]. Both cover the same part of the scene.
 * Works on values of any range; feed probabilities (0 to 1) rather than logits where outliers matter.
 */
export function guidedUpsample(
  map: { width: number; height: number; data: Float32Array },
  guide: Picture,
  { radius = 1, epsilon = 1e-3, workingSide = 128 }: GuidedOptions = {},
): Float32Array {
  const shrink = Math.min(1, workingSide / Math.max(guide.width, guide.height));
  const width = Math.max(1, Math.round(guide.width * shrink));
  const height = Math.max(1, Math.round(guide.height * shrink));
  const size = { width, height };
  const reach = Math.max(1, Math.round((radius * width) / map.width));
  const target = resizePlane(map.data, map, size, 'bilinear');
  const coefficients = fit(target, colourPlanes(resizePicture(guide, width, height, 'area')), size, reach, epsilon);
  return apply(coefficients, size, guide);
}

/** Per pixel the a (3 planes) and b (1 plane) of target ≈ a · colour + b, averaged over the windows around it. */
function fit(
  target: Float32Array,
  colour: Float32Array[],
  size: { width: number; height: number },
  reach: number,
  epsilon: number,
): Float32Array[] {
  const mean = (plane: Float32Array): Float32Array => boxMean(plane, size.width, size.height, reach);
  const [red, green, blue] = colour;
  const meanColour = colour.map(mean);
  const meanTarget = mean(target);
  const cross = colour.map((plane) => mean(mul(plane, target)));
  const pairs = [mul(red, red), mul(red, green), mul(red, blue), mul(green, green), mul(green, blue), mul(blue, blue)];
  const [rr, rg, rb, gg, gb, bb] = pairs.map(mean);
  const out = Array.from({ length: 4 }, () => new Float32Array(target.length));
  for (let i = 0; i < target.length; i += 1) {
    const [mr, mg, mb] = [meanColour[0][i], meanColour[1][i], meanColour[2][i]];
    const t = meanTarget[i];
    // Covariance of the colours in the window, its diagonal raised by epsilon, times a = covariance with the target.
    const [srr, srg, srb] = [rr[i] - mr * mr + epsilon, rg[i] - mr * mg, rb[i] - mr * mb];
    const [sgg, sgb, sbb] = [gg[i] - mg * mg + epsilon, gb[i] - mg * mb, bb[i] - mb * mb + epsilon];
    const [cr, cg, cb] = [cross[0][i] - mr * t, cross[1][i] - mg * t, cross[2][i] - mb * t];
    const [irr, irg, irb] = [sgg * sbb - sgb * sgb, srb * sgb - srg * sbb, srg * sgb - srb * sgg];
    const [igg, igb, ibb] = [srr * sbb - srb * srb, srg * srb - srr * sgb, srr * sgg - srg * srg];
    const determinant = srr * irr + srg * irg + srb * irb;
    const ar = (irr * cr + irg * cg + irb * cb) / determinant;
    const ag = (irg * cr + igg * cg + igb * cb) / determinant;
    const ab = (irb * cr + igb * cg + ibb * cb) / determinant;
    out[0][i] = ar;
    out[1][i] = ag;
    out[2][i] = ab;
    out[3][i] = t - ar * mr - ag * mg - ab * mb;
  }
  return out.map(mean);
}

/** a · colour + b at the guide's size, a and b enlarged bilinearly row by row. */
function apply(coefficients: Float32Array[], size: { width: number; height: number }, guide: Picture): Float32Array {
  const { width, height } = guide;
  const out = new Float32Array(width * height);
  const row = new Float32Array(size.width * 4);
  const columns = linearTaps(size.width, width);
  const rows = linearTaps(size.height, height);
  for (let y = 0, pixel = 0; y < height; y += 1) {
    blendRows(coefficients, size.width, rows.index[y], rows.share[y], row);
    for (let x = 0; x < width; x += 1, pixel += 1) {
      const left = columns.index[x] * 4;
      const share = columns.share[x];
      const right = share === 0 ? left : left + 4;
      const ar = row[left] + share * (row[right] - row[left]);
      const ag = row[left + 1] + share * (row[right + 1] - row[left + 1]);
      const ab = row[left + 2] + share * (row[right + 2] - row[left + 2]);
      const b = row[left + 3] + share * (row[right + 3] - row[left + 3]);
      const at = pixel * 3;
      out[pixel] = (ar * guide.data[at] + ag * guide.data[at + 1] + ab * guide.data[at + 2]) / 255 + b;
    }
  }
  return out;
}

/** One row of the four coefficients, interleaved, between two rows of the planes. */
function blendRows(planes: Float32Array[], width: number, index: number, share: number, row: Float32Array): void {
  const upper = index * width;
  const lower = share === 0 ? upper : upper + width;
  for (let channel = 0; channel < 4; channel += 1) {
    const plane = planes[channel];
    for (let x = 0; x < width; x += 1) {
      row[x * 4 + channel] = plane[upper + x] + share * (plane[lower + x] - plane[upper + x]);
    }
  }
}

/** For each new position the old one at or before it, and how far it lies towards the next (0 at the last). */
function linearTaps(from: number, to: number): { index: Int32Array; share: Float32Array } {
  const index = new Int32Array(to);
  const share = new Float32Array(to);
  for (let position = 0; position < to; position += 1) {
    const at = Math.min(from - 1, Math.max(0, ((position + 0.5) * from) / to - 0.5));
    index[position] = Math.floor(at);
    share[position] = at - index[position];
  }
  return { index, share };
}

/** Red, green and blue as planes from 0 to 1. */
function colourPlanes({ width, height, data }: Picture): Float32Array[] {
  return [0, 1, 2].map((channel) => {
    const plane = new Float32Array(width * height);
    for (let index = 0; index < plane.length; index += 1) plane[index] = data[index * 3 + channel] / 255;
    return plane;
  });
}
