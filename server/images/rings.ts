// The outline of a mask as closed rings. Each ring follows the cracks between pixels with the inside on its right.

import type { Mask } from './mask.ts';

/** Directions in the order right, down, left, up. */
const stepX = [1, 0, -1, 0];
const stepY = [0, 1, 0, -1];

/** The corners of each ring as x, y, x, y …, in pixels of the mask. */
export function ringsOf({ width, height, data }: Mask): number[][] {
  const inside = (x: number, y: number) => x >= 0 && y >= 0 && x < width && y < height && data[y * width + x] === 1;
  // Every ring goes right along the upper edge of some pixel; those that were walked are marked there.
  const walked = new Uint8Array(width * height);
  const rings: number[][] = [];
  // Most of a large picture is outside; `indexOf` passes over it many times faster than a loop.
  for (let at = data.indexOf(1); at >= 0; at = data[at + 1] === 1 ? at + 1 : data.indexOf(1, at + 1)) {
    const column = at % width;
    const row = (at - column) / width;
    if (inside(column, row - 1) || walked[at]) continue;
    const corners: number[] = [];
    let [x, y, direction] = [column, row, 0];
    do {
      if (direction === 0) walked[y * width + x] = 1;
      x += stepX[direction];
      y += stepY[direction];
      const turn = nextDirection(inside, x, y, direction);
      if (turn !== direction) corners.push(x, y);
      direction = turn;
    } while (x !== column || y !== row || direction !== 0);
    rings.push(corners);
  }
  return rings;
}

// The two pixels ahead of a corner, by direction: the one on the right of the way, and the one on its left.
const rightX = [0, -1, -1, 0];
const rightY = [0, 0, -1, -1];
const leftX = [0, 0, -1, -1];
const leftY = [-1, 0, 0, -1];

/** At the corner (x, y): left when the pixel ahead on the left is inside, on when the one on the right is, else right. */
function nextDirection(inside: (x: number, y: number) => boolean, x: number, y: number, direction: number): number {
  if (inside(x + leftX[direction], y + leftY[direction])) return (direction + 3) % 4;
  return inside(x + rightX[direction], y + rightY[direction]) ? direction : (direction + 1) % 4;
}
