// Which pixels an edit may change, and which part of the picture is painted for it.

import { boundingBox, type Mask } from '../images/mask.ts';
import { dilate } from '../images/morphology.ts';
import type { Box, Picture } from '../images/picture.ts';
import { squareAround } from './crop.ts';
import { wholePicture } from './frame.ts';
import type { EditKind } from './special-tokens.ts';

export interface EditRegion {
  /** The pixels that may change. */
  mask: Mask;
  /** The part that is painted. */
  part: Box;
}

/** Share of the object's longer side by which a mask grows, so that no rim of the old content stays. */
const growth = 0.06;

/** Sides of the object's box in the painted square. */
const surroundings = 1.8;

export function editRegion(picture: Picture, place: Mask, kind: EditKind): EditRegion {
  const box = boundingBox(place);
  if (box === null) throw new Error('an edit needs a place');
  if (kind === 'background') return { mask: place, part: wholePicture(picture) };
  const longest = Math.max(box.width, box.height);
  const mask = kind === 'recolour' ? place : dilate(place, Math.max(1, Math.round(longest * growth)));
  return { mask, part: squareAround(box, Math.ceil(longest * surroundings), picture) };
}

/** The picture with what the mask covers ([height, width], 0 to 1) replaced by the mean of what it does not. */
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
