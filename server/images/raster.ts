// Clicks, boxes and scribbles as masks. Coordinates are pixels of the picture, (0, 0) is the upper left corner of
// the first pixel, so the centre of pixel (x, y) is (x + 0.5, y + 0.5). What lies outside is cut off.

import { createMask, type Mask } from './mask.ts';
import type { Box } from './picture.ts';

export interface Point {
  x: number;
  y: number;
}

/** All pixels whose centre is at most `radius` away from the point, and at least the pixel under it. */
export function discMask(width: number, height: number, centre: Point, radius: number): Mask {
  return polylineMask(width, height, [centre], radius * 2);
}

/** All pixels of a box given by its corners in any order; fractions are widened to whole pixels. */
export function boxMask(width: number, height: number, box: Box): Mask {
  const mask = createMask(width, height);
  const x0 = Math.max(0, Math.floor(Math.min(box.left, box.left + box.width)));
  const x1 = Math.min(width, Math.ceil(Math.max(box.left, box.left + box.width)));
  const y0 = Math.max(0, Math.floor(Math.min(box.top, box.top + box.height)));
  const y1 = Math.min(height, Math.ceil(Math.max(box.top, box.top + box.height)));
  for (let y = y0; y < y1; y += 1) mask.data.fill(1, y * width + x0, y * width + Math.max(x0, x1));
  return mask;
}

/** A scribble: all pixels whose centre is at most half of `thickness` away from the line through the points. */
export function polylineMask(width: number, height: number, points: readonly Point[], thickness: number): Mask {
  const mask = createMask(width, height);
  const radius = Math.max(0, thickness / 2);
  for (const [index, point] of points.entries()) {
    drawSegment(mask, points[Math.max(0, index - 1)], point, radius);
    markPixel(mask, point);
  }
  return mask;
}

function drawSegment(mask: Mask, from: Point, to: Point, radius: number): void {
  const left = Math.max(0, Math.floor(Math.min(from.x, to.x) - radius));
  const right = Math.min(mask.width - 1, Math.ceil(Math.max(from.x, to.x) + radius));
  const top = Math.max(0, Math.floor(Math.min(from.y, to.y) - radius));
  const bottom = Math.min(mask.height - 1, Math.ceil(Math.max(from.y, to.y) + radius));
  for (let y = top; y <= bottom; y += 1) {
    for (let x = left; x <= right; x += 1) {
      if (squaredDistanceToSegment(x + 0.5, y + 0.5, from, to) <= radius * radius) mask.data[y * mask.width + x] = 1;
    }
  }
}

function squaredDistanceToSegment(x: number, y: number, from: Point, to: Point): number {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const length = dx * dx + dy * dy;
  const along = length === 0 ? 0 : Math.min(1, Math.max(0, ((x - from.x) * dx + (y - from.y) * dy) / length));
  return (x - from.x - along * dx) ** 2 + (y - from.y - along * dy) ** 2;
}

/** The pixel under a point, so that even a radius below half a pixel marks something. */
function markPixel(mask: Mask, point: Point): void {
  const [x, y] = [Math.floor(point.x), Math.floor(point.y)];
  if (x >= 0 && y >= 0 && x < mask.width && y < mask.height) mask.data[y * mask.width + x] = 1;
}
