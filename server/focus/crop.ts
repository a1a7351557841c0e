// The second look (design: any resolution). The model sees 128 pixels; a thing that fills a corner of a large picture
// is a few of them. What was found in the whole picture is looked at again from near.

import type { Box, Picture } from '../images/picture.ts';

export interface CropRule {
  /** Side of the square that is looked at, in sides of the found box. */
  margin: number;
  /** No part smaller than this, pixels of the picture: the model's own side. */
  smallest: number;
  /** A part is looked at only if it shows things at least this many times larger than the whole picture did. */
  gain: number;
}

/** The training's objects fill an eighth to a third of its pictures; four box sides show them at about that size. */
const defaultCropRule: CropRule = { margin: 4, smallest: 128, gain: 2 };

/** What was pointed at may be seen from as near as training shows things: on photos outlines get better until it fills the view. */
export const nearRule: CropRule = { margin: 1.3, smallest: 128, gain: 1.15 };

/** Of what is a few pixels of the view, the first mask says little more than where it is: it is not yet what to look at from near. */
export const tinyRule: CropRule = { margin: 4, smallest: 128, gain: 3 };

/** The square part round a box to look at again, within the picture; null where the whole picture shows it as well. */
export function secondLook(found: Box, picture: Picture, seen: Box, rule: CropRule = defaultCropRule): Box | null {
  const wanted = Math.max(rule.smallest, Math.ceil(rule.margin * Math.max(found.width, found.height)));
  if (wanted * rule.gain > Math.max(seen.width, seen.height)) return null;
  return squareAround(found, wanted, picture);
}

/** A square of `side` pixels with the box in its middle, moved and if need be cut to lie in the picture. */
export function squareAround(box: Box, side: number, picture: { width: number; height: number }): Box {
  const place = (start: number, length: number, limit: number): [number, number] => {
    const size = Math.min(side, limit);
    const first = Math.round(start + length / 2 - size / 2);
    return [Math.min(Math.max(0, first), limit - size), size];
  };
  const [left, width] = place(box.left, box.width, picture.width);
  const [top, height] = place(box.top, box.height, picture.height);
  return { left, top, width, height };
}
