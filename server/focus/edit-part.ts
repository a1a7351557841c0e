// The part of a picture that an edit paints, as the decoder sees it.

import type { Mask } from '../images/mask.ts';
import { type Box, onWhite, type Picture } from '../images/picture.ts';
import { type Filter, resizeMaskPart, resizePart } from '../images/resize.ts';
import { toPlanes } from './frame.ts';

export interface SeenPart {
  /** What is meant, [side, side] of 0 and 1. */
  place: Float32Array;
  /** [3, side, side] 0 to 1. */
  planes: Float32Array;
}

/** `part` may reach over the edge of the picture. */
export function seenPart(picture: Picture, place: Mask, part: Box, side: number, filter: Filter): SeenPart {
  return {
    place: resizeMaskPart(place, part, side, side, filter).map((share) => (share > 0.5 ? 1 : 0)),
    planes: toPlanes(resizePart(onWhite(picture), part, side, side, filter)),
  };
}
