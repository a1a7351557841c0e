// What a new background may paint over: the ground and no thing.

import { area, invert, type Mask, subtract } from '../images/mask.ts';
import type { SessionMask } from './marked-last.ts';

/** Less ground than this share of the picture, or so much that no thing is left: where the ground ends cannot be told. */
const [least, most] = [0.02, 0.985];

/** Of the picture's border: a mask that holds less of it is a thing and not the ground. */
const borderShare = 0.5;

/**
 * The ground that is painted anew. What a person gave for a new background is a thing that stays, unless it runs round the picture; things that
 * were marked stay too. Null where what is ground cannot be told.
 */
export function groundOf(place: Mask, given: boolean, marked: readonly SessionMask[]): Mask | null {
  let ground = given && !runsRound(place) ? invert(place) : place;
  for (const { mask } of marked) if (!runsRound(mask)) ground = subtract(ground, mask);
  const share = area(ground) / ground.data.length;
  return share < least || share > most ? null : ground;
}

function runsRound({ width, height, data }: Mask): boolean {
  let inside = 0;
  for (let x = 0; x < width; x += 1) inside += data[x] + data[(height - 1) * width + x];
  for (let y = 0; y < height; y += 1) inside += data[y * width] + data[y * width + width - 1];
  return inside > borderShare * 2 * (width + height);
}
