// A mask with a stroke or an area added or taken away. A pixel belongs to what is drawn when its middle lies within.

import { createMask, type Mask } from '../../server/images/mask.ts';
import { decodeRle, encodeRle } from '../../server/images/rle.ts';
import type { Region, Stroke } from './tools/tool.ts';
import type { Place, Size } from './view.ts';

/** Run lengths of `counts` (null: an empty mask) with what was drawn. */
export function combineByHand({ width, height }: Size, counts: string | null, drawn: Region | Stroke): string {
  const mask = counts === null ? createMask(width, height) : decodeRle({ size: [height, width], counts });
  const value = drawn.remove ? 0 : 1;
  if (drawn.kind === 'region') fillArea(mask, drawn.points, value);
  else fillStroke(mask, drawn.points, drawn.radius, value);
  return encodeRle(mask).counts;
}

function fillStroke(mask: Mask, points: readonly Place[], radius: number, value: number): void {
  // The thinnest brush still covers the pixel it is on.
  const reach = Math.max(radius, 0.71);
  for (let index = 0; index < points.length; index += 1) fillCapsule(mask, points[Math.max(0, index - 1)], points[index], reach, value);
}

/** All that is at most `radius` away from the line between two places. */
function fillCapsule({ width, height, data }: Mask, from: Place, to: Place, radius: number, value: number): void {
  const [alongX, alongY] = [to.x - from.x, to.y - from.y];
  const length = alongX * alongX + alongY * alongY;
  const [top, bottom] = [Math.max(0, Math.floor(Math.min(from.y, to.y) - radius)), Math.min(height - 1, Math.ceil(Math.max(from.y, to.y) + radius))];
  const [left, right] = [Math.max(0, Math.floor(Math.min(from.x, to.x) - radius)), Math.min(width - 1, Math.ceil(Math.max(from.x, to.x) + radius))];
  for (let row = top; row <= bottom; row += 1) {
    for (let column = left; column <= right; column += 1) {
      const [x, y] = [column + 0.5 - from.x, row + 0.5 - from.y];
      const part = length === 0 ? 0 : Math.min(1, Math.max(0, (x * alongX + y * alongY) / length));
      if (Math.hypot(x - part * alongX, y - part * alongY) <= radius) data[row * width + column] = value;
    }
  }
}

/** What is within the closed line, by the even-odd rule. */
function fillArea({ width, height, data }: Mask, points: readonly Place[], value: number): void {
  const rows = points.map(({ y }) => y);
  const [top, bottom] = [Math.max(0, Math.floor(Math.min(...rows))), Math.min(height - 1, Math.ceil(Math.max(...rows)))];
  for (let row = top; row <= bottom; row += 1) {
    const middle = row + 0.5;
    const crossings: number[] = [];
    for (let index = 0; index < points.length; index += 1) {
      const [one, other] = [points[index], points[(index + 1) % points.length]];
      if (one.y <= middle === other.y <= middle) continue;
      crossings.push(one.x + ((middle - one.y) / (other.y - one.y)) * (other.x - one.x));
    }
    crossings.sort((one, other) => one - other);
    for (let index = 0; index + 1 < crossings.length; index += 2) {
      const from = Math.max(0, Math.ceil(crossings[index] - 0.5));
      const to = Math.min(width - 1, Math.floor(crossings[index + 1] - 0.5));
      if (to >= from) data.fill(value, row * width + from, row * width + to + 1);
    }
  }
}
