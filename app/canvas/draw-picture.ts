// Draws the picture, or two of them to compare, under a view. All in device pixels.

import { isTransparent, levelFor, type Levels } from './picture-levels.ts';
import type { Size, View } from './view.ts';

export type CompareMode = 'slider' | 'side' | 'difference';

export interface PictureScene {
  size: Size;
  levels: Levels | null;
  /** The earlier picture while two are compared. */
  before: Levels | null;
  mode: CompareMode | null;
  /** How much of the width shows the earlier one, 0 to 1. */
  part: number;
  /** Whether pixels are shown as they are instead of smoothed. */
  pixelated: boolean;
}

export function drawPicture(context: CanvasRenderingContext2D, view: View, ratio: number, { size, levels, before, mode, part, pixelated }: PictureScene): void {
  const { width, height } = context.canvas;
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.clearRect(0, 0, width, height);
  context.imageSmoothingEnabled = !pixelated;
  context.imageSmoothingQuality = 'low';
  if (mode === 'side') {
    // `view` is that of a room half as wide; the earlier picture is left, the later one right.
    const half = Math.round(width / 2);
    clipped(context, 0, half, () => drawOne(context, view, ratio, size, before, 0, half));
    clipped(context, half, width, () => drawOne(context, view, ratio, size, levels, half, width));
    return;
  }
  drawOne(context, view, ratio, size, levels, 0, width);
  if (mode !== 'slider' || before === null) return;
  const edge = (view.left + size.width * view.scale * part) * ratio;
  clipped(context, 0, edge, () => drawOne(context, view, ratio, size, before, 0, edge));
}

function clipped(context: CanvasRenderingContext2D, from: number, to: number, draw: () => void): void {
  context.save();
  context.beginPath();
  context.rect(from, 0, Math.max(0, to - from), context.canvas.height);
  context.clip();
  draw();
  context.restore();
}

/** Only the part of the picture that is in sight, right of `from`. */
function drawOne(context: CanvasRenderingContext2D, view: View, ratio: number, size: Size, levels: Levels | null, from: number, to: number): void {
  if (levels === null) return;
  const scale = view.scale * ratio;
  const level = levelFor(levels, size.width * scale);
  const [left, top] = [from + view.left * ratio, view.top * ratio];
  const x0 = Math.max(0, Math.floor((from - left) / scale));
  const y0 = Math.max(0, Math.floor(-top / scale));
  const x1 = Math.min(size.width, Math.ceil((to - left) / scale));
  const y1 = Math.min(size.height, Math.ceil((context.canvas.height - top) / scale));
  if (x1 <= x0 || y1 <= y0) return;
  if (isTransparent(levels)) chequer(context, left + x0 * scale, top + y0 * scale, (x1 - x0) * scale, (y1 - y0) * scale, ratio);
  const [across, down] = [level.width / size.width, level.height / size.height];
  context.drawImage(
    level, x0 * across, y0 * down, (x1 - x0) * across, (y1 - y0) * down,
    left + x0 * scale, top + y0 * scale, (x1 - x0) * scale, (y1 - y0) * scale,
  );
}

let tile: OffscreenCanvas | null = null;

/** The ground that shows through where a picture is transparent; its squares stay as large while one zooms. */
function chequer(context: CanvasRenderingContext2D, left: number, top: number, width: number, height: number, ratio: number): void {
  const side = Math.round(8 * ratio);
  if (tile === null || tile.width !== 2 * side) {
    tile = new OffscreenCanvas(2 * side, 2 * side);
    const inside = tile.getContext('2d')!;
    inside.fillStyle = '#ffffff';
    inside.fillRect(0, 0, 2 * side, 2 * side);
    inside.fillStyle = '#d4d4d8';
    inside.fillRect(0, 0, side, side);
    inside.fillRect(side, side, side, side);
  }
  context.fillStyle = context.createPattern(tile, 'repeat')!;
  context.fillRect(left, top, width, height);
}
