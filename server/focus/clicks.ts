// Clicks change a mask and never replace it: + adds the clicked part, − takes the connected part round the click away, and a clicked pixel is
// always obeyed, whatever the model says of it.

import { toOklab } from '../images/adjust/oklab.ts';
import { area, createMask, intersect, type Mask, subtract, union } from '../images/mask.ts';
import type { Picture } from '../images/picture.ts';
import { discMask, type Point } from '../images/raster.ts';
import { partAt } from './part-at.ts';

export interface Click extends Point {
  positive: boolean;
}

/** What the model takes for the thing under a click; null where it sees none. */
export type Proposal = (click: Click) => Promise<Mask | null>;

/** More of the picture than this is no part of a thing. */
const mostOfPicture = 0.6;
/** A − click takes at most this share of what it lies in, unless it lies in a piece of its own. */
const mostOfPiece = 0.7;
/** What is taken by colour: distance in OKLab from the clicked pixel, and reach as a share of the picture's longer side. */
const alike = { distance: 0.07, reach: 0.08 };
/** What is taken where nothing else says how much: radius as a share of the side of what is corrected. */
const least = 0.06;

/** The mask after clicks, one after the other: a later one is above an earlier one. Never empty where something was inside. */
export async function withClicks(picture: Picture, base: Mask, clicks: readonly Click[], proposal: Proposal): Promise<Mask> {
  let mask = base;
  for (const click of clicks) {
    if (holds(mask, click) === click.positive) continue;
    mask = click.positive ? union(mask, await partToAdd(picture, mask, click, proposal)) : subtract(mask, await partToTake(picture, mask, click, proposal));
  }
  const data = mask.data.slice();
  // A part that one click added another may have taken along.
  for (const { x, y, positive } of clicks) data[Math.floor(y) * picture.width + Math.floor(x)] = positive ? 1 : 0;
  return { ...mask, data };
}

export function holds({ width, data }: Mask, { x, y }: Point): boolean {
  return data[Math.floor(y) * width + Math.floor(x)] === 1;
}

async function partToAdd(picture: Picture, mask: Mask, click: Click, proposal: Proposal): Promise<Mask> {
  const proposed = await proposal(click);
  const part = proposed && partAt(proposed, click);
  if (part !== null && area(part) < mostOfPicture * part.data.length) return part;
  return union(coloured(picture, click, null), discMask(picture.width, picture.height, click, smallest(picture, mask)));
}

async function partToTake(picture: Picture, mask: Mask, click: Click, proposal: Proposal): Promise<Mask> {
  const piece = partAt(mask, click)!;
  // A piece of its own is what is meant.
  if (area(piece) <= area(mask) / 2) return piece;
  const proposed = await proposal(click);
  const thing = proposed && partAt(intersect(proposed, piece), click);
  if (thing !== null && area(thing) < mostOfPiece * area(piece)) return thing;
  const patch = coloured(picture, click, piece);
  const round = intersect(piece, discMask(picture.width, picture.height, click, smallest(picture, mask)));
  return area(patch) < mostOfPiece * area(piece) ? union(patch, round) : round;
}

function smallest({ width, height }: Picture, mask: Mask): number {
  const covered = area(mask);
  return Math.max(1, least * (covered === 0 ? Math.max(width, height) / 3 : Math.sqrt(covered)) / 2);
}

/** The connected part round a click that looks like it, not far from it. `within` bounds it. */
function coloured({ width, height, data }: Picture, click: Click, within: Mask | null): Mask {
  const [column, row] = [Math.floor(click.x), Math.floor(click.y)];
  const limit = Math.max(3, alike.reach * Math.max(width, height)) ** 2;
  const [seed, lab] = [new Float64Array(3), new Float64Array(3)];
  const start = row * width + column;
  toOklab(data[start * 3], data[start * 3 + 1], data[start * 3 + 2], seed);
  const found = createMask(width, height);
  const open = [start];
  found.data[start] = 1;
  for (let pixel = open.pop(); pixel !== undefined; pixel = open.pop()) {
    const x = pixel % width;
    const y = (pixel - x) / width;
    for (const [nextX, nextY] of [[x - 1, y], [x + 1, y], [x, y - 1], [x, y + 1]]) {
      if (nextX < 0 || nextY < 0 || nextX >= width || nextY >= height || (nextX - column) ** 2 + (nextY - row) ** 2 > limit) continue;
      const next = nextY * width + nextX;
      if (found.data[next] === 1 || within?.data[next] === 0) continue;
      toOklab(data[next * 3], data[next * 3 + 1], data[next * 3 + 2], lab);
      if (Math.hypot(lab[0] - seed[0], lab[1] - seed[1], lab[2] - seed[2]) > alike.distance) continue;
      found.data[next] = 1;
      open.push(next);
    }
  }
  return found;
}
