// Prompts drawn on the picture as rasters of the mask grid, drawn as the training drew them.

import type { Mask } from '../images/mask.ts';
import type { Box } from '../images/picture.ts';
import type { Point } from '../images/raster.ts';
import { resizeMaskPart } from '../images/resize.ts';
import { type Frame, intoFrame } from './frame.ts';

/** Rows of the table of prompt kinds in the region prompt encoder. */
export const regionTypes = { point: 0, negativePoint: 1, box: 2, scribble: 3, mask: 4, previous: 5 } as const;

export interface Region {
  type: number;
  /** [grid, grid] of 0 and 1. */
  raster: Float32Array;
}

/** A click: the 3 x 3 cells round it (a disc of radius 1.5 cells). */
export function pointRegion(point: Point, positive: boolean, frame: Frame, grid: number): Region {
  const { x, y } = intoCells(point, frame, grid);
  const raster = new Float32Array(grid * grid);
  for (let dy = -1; dy <= 1; dy += 1) {
    for (let dx = -1; dx <= 1; dx += 1) mark(raster, grid, Math.floor(x) + dx, Math.floor(y) + dy);
  }
  return { type: positive ? regionTypes.point : regionTypes.negativePoint, raster };
}

/** A filled box; at least one cell. */
export function boxRegion({ left: x, top: y, width, height }: Box, frame: Frame, grid: number): Region {
  const one = intoCells({ x, y }, frame, grid);
  const other = intoCells({ x: x + width, y: y + height }, frame, grid);
  const raster = new Float32Array(grid * grid);
  const left = Math.min(Math.max(Math.floor(one.x + 0.5), 0), grid - 1);
  const top = Math.min(Math.max(Math.floor(one.y + 0.5), 0), grid - 1);
  const right = Math.max(Math.floor(other.x + 0.5), left + 1);
  const bottom = Math.max(Math.floor(other.y + 0.5), top + 1);
  for (let y = top; y < Math.min(bottom, grid); y += 1) raster.fill(1, y * grid + left, y * grid + Math.min(right, grid));
  return { type: regionTypes.box, raster };
}

/** A stroke two cells wide through the points. */
export function scribbleRegion(points: readonly Point[], frame: Frame, grid: number): Region {
  const raster = new Float32Array(grid * grid);
  const cells = points.map((point) => {
    const { x, y } = intoCells(point, frame, grid);
    return { x: x - 0.5, y: y - 0.5 };
  });
  for (const [index, to] of cells.entries()) {
    const from = cells[Math.max(0, index - 1)];
    const steps = Math.max(1, Math.floor(Math.max(Math.abs(to.x - from.x), Math.abs(to.y - from.y)) * 2));
    for (let step = 0; step <= steps; step += 1) {
      const x = Math.floor(from.x + ((to.x - from.x) * step) / steps);
      const y = Math.floor(from.y + ((to.y - from.y) * step) / steps);
      for (const [dx, dy] of [[0, 0], [1, 0], [0, 1], [1, 1]]) mark(raster, grid, x + dx, y + dy);
    }
  }
  return { type: regionTypes.scribble, raster };
}

/** A mask of the whole picture: cells of which more than half is inside; for a tiny mask the cell with most of it. */
export function maskRegion(mask: Mask, type: number, frame: Frame, grid: number): Region {
  const cover = coverInFrame(mask, frame, grid);
  const raster = cover.map((share) => (share > 0.5 ? 1 : 0));
  if (!raster.includes(1)) {
    const most = cover.reduce((best, share, index) => (share > cover[best] ? index : best), 0);
    if (cover[most] > 0) raster[most] = 1;
  }
  return { type, raster };
}

/** The share of each cell [grid, grid] that lies inside the mask, 0 outside the picture. */
function coverInFrame(mask: Mask, { box, side, inner }: Frame, grid: number): Float32Array {
  const small = resizeMaskPart(mask, box, inner.width, inner.height);
  const cells = new Float32Array(grid * grid);
  const scale = side / grid;
  for (let y = 0; y < inner.height; y += 1) {
    const row = Math.floor((inner.top + y) / scale) * grid;
    for (let x = 0; x < inner.width; x += 1) {
      cells[row + Math.floor((inner.left + x) / scale)] += small[y * inner.width + x] / (scale * scale);
    }
  }
  return cells;
}

function intoCells(point: Point, frame: Frame, grid: number): Point {
  const { x, y } = intoFrame(point, frame);
  return { x: (x * grid) / frame.side, y: (y * grid) / frame.side };
}

function mark(raster: Float32Array, grid: number, x: number, y: number): void {
  if (x >= 0 && y >= 0 && x < grid && y < grid) raster[y * grid + x] = 1;
}
