import { createMask, type Mask } from './mask.ts';
import type { Box } from './picture.ts';

export interface Component {
  mask: Mask;
  area: number;
  box: Box;
}

/**
 * The separate pieces of a mask (pixels that touch at an edge or a corner belong together), largest first; of equal
 * ones the upper, then the left one first. Pieces under `minimumArea` pixels and all after the first `limit` are
 * left out: noise can fall into more pieces than there is memory for masks.
 */
export function connectedComponents(mask: Mask, { minimumArea = 1, limit = 64 } = {}): Component[] {
  const { width, height } = mask;
  const left = mask.data.slice();
  const queue = new Int32Array(left.length);
  const pieces: Int32Array[] = [];
  for (let start = 0; start < left.length; start += 1) {
    if (left[start] === 0) continue;
    const area = flood(left, start, width, height, queue);
    if (area >= minimumArea) pieces.push(queue.slice(0, area));
  }
  pieces.sort((one, other) => other.length - one.length);
  return pieces.slice(0, limit).map((piece) => component(piece, width, height));
}

/** Takes the piece around `start` out of the raster and into the front of the queue; gives its number of pixels. */
function flood(raster: Uint8Array, start: number, width: number, height: number, queue: Int32Array): number {
  raster[start] = 0;
  queue[0] = start;
  let end = 1;
  for (let next = 0; next < end; next += 1) {
    const x = queue[next] % width;
    const y = (queue[next] - x) / width;
    for (let row = Math.max(0, y - 1); row <= Math.min(height - 1, y + 1); row += 1) {
      for (let column = Math.max(0, x - 1); column <= Math.min(width - 1, x + 1); column += 1) {
        const index = row * width + column;
        if (raster[index] === 0) continue;
        raster[index] = 0;
        queue[end++] = index;
      }
    }
  }
  return end;
}

function component(pixels: Int32Array, width: number, height: number): Component {
  const mask = createMask(width, height);
  let [left, top, right, bottom] = [width, height, 0, 0];
  for (const index of pixels) {
    mask.data[index] = 1;
    const x = index % width;
    const y = (index - x) / width;
    left = Math.min(left, x);
    right = Math.max(right, x);
    top = Math.min(top, y);
    bottom = Math.max(bottom, y);
  }
  const box = { left, top, width: right - left + 1, height: bottom - top + 1 };
  return { mask, area: pixels.length, box };
}
