import { toOklab } from '../../../server/images/adjust/oklab.ts';
import type { Mask } from '../../../server/images/mask.ts';
import { erode } from '../../../server/images/morphology.ts';
import type { Picture } from '../../../server/images/picture.ts';

/**
 * Strength of the edges that are left inside a mask, at most 1: lightness gradients (Sobel) of the result over those of the source, summed over
 * the pixels two away from the border. Edges that the source has not got count for nothing.
 */
export function edgesKept(source: Picture, result: Picture, mask: Mask): number {
  const core = erode(mask, 2);
  const [before, after] = [lightnessOf(source), lightnessOf(result)];
  const { width, height } = source;
  let [old, kept] = [0, 0];
  for (let y = 1; y < height - 1; y += 1) {
    for (let x = 1; x < width - 1; x += 1) {
      const at = y * width + x;
      if (core.data[at] === 0) continue;
      const [one, other] = [gradient(before, at, width), gradient(after, at, width)];
      old += Math.hypot(...one);
      // Only what points the same way is the same edge.
      const along = (one[0] * other[0] + one[1] * other[1]) / Math.max(1e-9, Math.hypot(...one));
      kept += Math.min(Math.hypot(...one), Math.max(0, along));
    }
  }
  return old === 0 ? 1 : kept / old;
}

function gradient(plane: Float32Array, at: number, width: number): [number, number] {
  const value = (down: number, right: number): number => plane[at + down * width + right];
  return [
    value(-1, 1) + 2 * value(0, 1) + value(1, 1) - value(-1, -1) - 2 * value(0, -1) - value(1, -1),
    value(1, -1) + 2 * value(1, 0) + value(1, 1) - value(-1, -1) - 2 * value(-1, 0) - value(-1, 1),
  ];
}

function lightnessOf({ width, height, data }: Picture): Float32Array {
  const lab = new Float64Array(3);
  return Float32Array.from({ length: width * height }, (_, pixel) => {
    toOklab(data[pixel * 3], data[pixel * 3 + 1], data[pixel * 3 + 2], lab);
    return lab[0];
  });
}

/** Mean distance in degrees of the hues inside a mask from that of a colour, each counted by its chroma; null where nothing has any. */
export function hueError({ data }: Picture, mask: Mask, colour: readonly [number, number, number]): number | null {
  const core = erode(mask, 2);
  const lab = new Float64Array(3);
  toOklab(...colour, lab);
  const wanted = Math.atan2(lab[2], lab[1]);
  let [sum, whole] = [0, 0];
  for (let pixel = 0; pixel < core.data.length; pixel += 1) {
    if (core.data[pixel] === 0) continue;
    toOklab(data[pixel * 3], data[pixel * 3 + 1], data[pixel * 3 + 2], lab);
    const chroma = Math.hypot(lab[1], lab[2]);
    const turned = Math.abs(Math.atan2(lab[2], lab[1]) - wanted);
    sum += chroma * Math.min(turned, 2 * Math.PI - turned) * (180 / Math.PI);
    whole += chroma;
  }
  return whole === 0 ? null : sum / whole;
}

/** Mean chroma inside a mask: whether the colour is to be seen at all, or for greys, gone. */
export function meanChroma({ data }: Picture, mask: Mask): number {
  const lab = new Float64Array(3);
  let [sum, count] = [0, 0];
  for (let pixel = 0; pixel < mask.data.length; pixel += 1) {
    if (mask.data[pixel] === 0) continue;
    toOklab(data[pixel * 3], data[pixel * 3 + 1], data[pixel * 3 + 2], lab);
    sum += Math.hypot(lab[1], lab[2]);
    count += 1;
  }
  return count === 0 ? 0 : sum / count;
}
