import { createMask, type Mask } from '../images/mask.ts';
import type { Point } from '../images/raster.ts';

/** The connected part of a mask in which a point lies (pixels that touch at their edges belong together); null where it lies in none. */
export function partAt({ width, height, data }: Mask, { x, y }: Point): Mask | null {
  const start = Math.floor(y) * width + Math.floor(x);
  if (data[start] !== 1) return null;
  const part = createMask(width, height);
  const open = [start];
  part.data[start] = 1;
  for (let pixel = open.pop(); pixel !== undefined; pixel = open.pop()) {
    const column = pixel % width;
    for (const next of [column > 0 ? pixel - 1 : -1, column + 1 < width ? pixel + 1 : -1, pixel - width, pixel + width]) {
      if (next < 0 || next >= data.length || data[next] !== 1 || part.data[next] === 1) continue;
      part.data[next] = 1;
      open.push(next);
    }
  }
  return part;
}
