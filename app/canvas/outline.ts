// The outline of a mask as closed rings, so that it is drawn sharply at any scale, dashed, filled and hit-tested by the
// browser.

import type { Mask } from '../../server/images/mask.ts';
import { ringsOf } from '../../server/images/rings.ts';

/** The rings as control points x, y, x, y … of a smooth closed line, outer ones and holes alike (fill by even-odd). */
export function outlineOf(mask: Mask): Float32Array[] {
  return ringsOf(mask).map(soften);
}

/** The most, in pixels, that is cut off an edge at a corner: stairs become slopes, and what is straight stays so. */
const cut = 1.5;

function soften(corners: readonly number[]): Float32Array {
  const soft: number[] = [];
  for (let index = 0; index < corners.length; index += 2) {
    const [x, y] = [corners[index], corners[index + 1]];
    const next = (index + 2) % corners.length;
    const [alongX, alongY] = [corners[next] - x, corners[next + 1] - y];
    const length = Math.abs(alongX) + Math.abs(alongY);
    const part = Math.min(0.5, cut / length);
    soft.push(x + alongX * part, y + alongY * part);
    if (part < 0.5) soft.push(x + alongX * (1 - part), y + alongY * (1 - part));
  }
  return Float32Array.from(soft);
}
