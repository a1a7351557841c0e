// Which pixels an edit may change, and which square of the picture is painted for it. The training drew both from the
// true change, shadows included (models/training/scenes/edit_pool.py); here only the thing is known, so its shadow is
// allowed for: on tabletop scenes these numbers cover 98 % of what a removal truly changes.

import { createMask, boundingBox, type Mask } from '../images/mask.ts';
import { dilate } from '../images/morphology.ts';
import type { Box, Picture } from '../images/picture.ts';
import type { EditKind } from './special-tokens.ts';

export interface EditRegion {
  /** The pixels that may change. */
  mask: Mask;
  /** The square that is painted; it may reach over the edge of the picture. */
  part: Box;
}

/** By how much the mask grows, in longer sides of the thing: no rim of the old content may stay. */
const growth = 0.1;

/** The ellipse on the ground in which a shadow falls: half axes and height of its centre, in longer sides of the thing. */
const shadow = { across: 0.75, down: 0.36, up: 0.12 };

/** Sides of the mask's box in the painted square, and the square's smallest side in pixels. */
const surroundings = 1.6;
const smallestPart = 40;

/** The region of an edit of `place`, which must not be empty. */
export function editRegion(picture: Picture, place: Mask, kind: EditKind): EditRegion {
  if (kind === 'background') {
    const side = Math.max(picture.width, picture.height);
    return { mask: place, part: squareWith(picture.width / 2, picture.height / 2, side, picture) };
  }
  const thing = boxOf(place);
  const longest = Math.max(thing.width, thing.height);
  const mask = dilate(place, Math.max(1, Math.round(longest * growth)));
  if (kind !== 'recolour') addShadow(mask, thing, longest);
  if (kind === 'replace') addHull(mask, thing, Math.round(longest * growth));
  const box = boxOf(mask);
  const side = Math.max(smallestPart, Math.round(Math.max(box.width, box.height) * surroundings));
  return { mask, part: squareWith(box.left + box.width / 2, box.top + box.height / 2, side, picture) };
}

function boxOf(mask: Mask): Box {
  const box = boundingBox(mask);
  if (box === null) throw new Error('an edit needs a place');
  return box;
}

function addShadow(mask: Mask, thing: Box, longest: number): void {
  const [a, b] = [shadow.across * longest, shadow.down * longest];
  const [cx, cy] = [thing.left + thing.width / 2, thing.top + thing.height - shadow.up * longest];
  for (let y = Math.max(0, Math.floor(cy - b)); y < Math.min(mask.height, Math.ceil(cy + b)); y += 1) {
    for (let x = Math.max(0, Math.floor(cx - a)); x < Math.min(mask.width, Math.ceil(cx + a)); x += 1) {
      if (((x + 0.5 - cx) / a) ** 2 + ((y + 0.5 - cy) / b) ** 2 <= 1) mask.data[y * mask.width + x] = 1;
    }
  }
}

/** The new thing may have another shape: everything in the box of the old one, and a little more, may change. */
function addHull(mask: Mask, { left, top, width, height }: Box, more: number): void {
  const right = Math.min(mask.width, left + width + more);
  for (let y = Math.max(0, top - more); y < Math.min(mask.height, top + height + Math.round(more / 2)); y += 1) {
    mask.data.fill(1, y * mask.width + Math.max(0, left - more), y * mask.width + right);
  }
}

/** A square of `side` pixels round a point, moved into the picture where it fits into it. */
function squareWith(x: number, y: number, side: number, { width, height }: Picture): Box {
  const place = (centre: number, limit: number): number => {
    if (side >= limit) return Math.floor((limit - side) / 2);
    return Math.min(Math.max(0, Math.round(centre - side / 2)), limit - side);
  };
  return { left: place(x, width), top: place(y, height), width: side, height: side };
}

/** What is outside the mask kept, inside it the mean of what is outside; `cover` [height, width], 0 to 1. */
export function fillRegion(picture: Picture, cover: Float32Array): Picture {
  const sums = [0, 0, 0];
  let weight = 0;
  for (let pixel = 0; pixel < cover.length; pixel += 1) {
    const share = 1 - cover[pixel];
    weight += share;
    for (let channel = 0; channel < 3; channel += 1) sums[channel] += share * picture.data[pixel * 3 + channel];
  }
  const mean = sums.map((sum) => (weight > 0 ? sum / weight : 128));
  const data = picture.data.map((value, index) => {
    const share = cover[Math.floor(index / 3)];
    return Math.round(value + share * (mean[index % 3] - value));
  });
  return { ...picture, data };
}
