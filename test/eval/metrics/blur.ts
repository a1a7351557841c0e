import type { Mask } from '../../../server/images/mask.ts';

/**
 * Gaussian blur of a plane [height, width] that knows only the pixels of the region: the weights of others are left
 * out and the rest made to sum to 1. Outside the region the result is 0.
 */
export function blurInside(plane: Float32Array, region: Mask, sigma: number): Float32Array {
  const { width, height } = region;
  const inside = Float32Array.from(region.data);
  const weighted = plane.map((value, pixel) => value * inside[pixel]);
  const kernel = gaussian(sigma);
  const sum = along(along(weighted, width, height, kernel, true), width, height, kernel, false);
  const weight = along(along(inside, width, height, kernel, true), width, height, kernel, false);
  return sum.map((value, pixel) => (inside[pixel] === 1 ? value / weight[pixel] : 0));
}

function gaussian(sigma: number): Float32Array {
  const reach = Math.max(1, Math.ceil(3 * sigma));
  return Float32Array.from({ length: 2 * reach + 1 }, (_, index) => Math.exp(-((index - reach) ** 2) / (2 * sigma * sigma)));
}

/** One pass of the separable blur; the kernel's own sum cancels in the division. */
function along(plane: Float32Array, width: number, height: number, kernel: Float32Array, rows: boolean): Float32Array {
  const out = new Float32Array(plane.length);
  const reach = (kernel.length - 1) / 2;
  const [count, stride] = rows ? [width, 1] : [height, width];
  for (let pixel = 0; pixel < plane.length; pixel += 1) {
    const place = rows ? pixel % width : Math.floor(pixel / width);
    const from = Math.max(-reach, -place);
    const to = Math.min(reach, count - 1 - place);
    let sum = 0;
    for (let step = from; step <= to; step += 1) sum += kernel[step + reach] * plane[pixel + step * stride];
    out[pixel] = sum;
  }
  return out;
}
