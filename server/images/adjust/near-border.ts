import type { Mask } from '../mask.ts';

/**
 * How far every pixel is from the border, seen from its own side: the distance to the nearest pixel of the other value, [height, width] in
 * pixels, exact up to `reach` and Infinity beyond. What lies outside of the mask's raster is no border. Costs what the border is long.
 */
export function nearBorder(mask: Mask, reach: number): Float32Array {
  const { width, height, data } = mask;
  const near = new Float32Array(data.length).fill(Infinity);
  const span = Math.floor(reach);
  for (let y = 0, at = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1, at += 1) {
      const value = data[at];
      const isBorder = (x > 0 && data[at - 1] !== value) || (x + 1 < width && data[at + 1] !== value)
        || (y > 0 && data[at - width] !== value) || (y + 1 < height && data[at + width] !== value);
      if (!isBorder) continue;
      for (let row = Math.max(0, y - span); row <= Math.min(height - 1, y + span); row += 1) {
        for (let column = Math.max(0, x - span); column <= Math.min(width - 1, x + span); column += 1) {
          const other = row * width + column;
          if (data[other] === value) continue;
          const distance = Math.hypot(row - y, column - x);
          if (distance <= reach && distance < near[other]) near[other] = distance;
        }
      }
    }
  }
  return near;
}
