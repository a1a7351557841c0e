// Three masks of a picture that nobody has to look at.

import { createMask, type Mask } from '../../../server/images/mask.ts';

export const side = 20;

/** Whole rows of the picture, from one up to before the other. */
export function rows(from: number, to: number): Mask {
  const mask = createMask(side, side);
  mask.data.fill(1, from * side, to * side);
  return mask;
}

export const ball = { id: '1', name: 'red ball', mask: rows(0, 3) };
export const cone = { id: '2', name: 'blue cone', mask: rows(5, 8) };
export const ring = { id: '3', name: 'ring', mask: rows(10, 13) };
