// Where an edit is painted and what it may paint, as the training did it (models/training/painting.py, edit_pool.py).

import { boundingBox, type Mask } from '../images/mask.ts';
import type { Box, Picture } from '../images/picture.ts';
import { secondLook } from './crop.ts';
import { boxOfPlane, dilatePlane } from './planes.ts';
import type { EditKind } from './special-tokens.ts';

/** Kinds whose painting sees what lies under the mask: a replacement keeps the old thing's size and material. */
const visibleKinds: readonly EditKind[] = ['recolour', 'replace', 'background'];
/** Kinds that change nothing beyond their mask; the others may move a shadow. */
const confinedKinds: readonly EditKind[] = ['recolour', 'background'];

export function seesSource(kind: EditKind | 'draw'): boolean {
  return (visibleKinds as readonly string[]).includes(kind);
}

export function endsAtMask(kind: EditKind): boolean {
  return confinedKinds.includes(kind);
}

/**
 * The square of the picture that is painted. In a picture that the model sees at `side` pixels: twice the mask's box,
 * from 48 pixels to the whole. In a larger picture the same measures count in the part that a second look takes.
 * Reaches over the edge only where the picture is narrower than the square.
 */
export function editPart(picture: Picture, place: Mask, kind: EditKind, side: number): Box {
  const longest = Math.max(picture.width, picture.height);
  const box = boundingBox(place);
  if (box === null || kind === 'background') return squareAt(picture.width / 2, picture.height / 2, longest, picture);
  const seen = { left: 0, top: 0, width: picture.width, height: picture.height };
  const frame = secondLook(box, picture, seen)?.width ?? longest;
  const unit = frame / side;
  const size = Math.ceil((2.1 * Math.max(box.width, box.height)) / unit) + 6;
  return squareAt(box.left + box.width / 2, box.top + box.height / 2, Math.round(Math.min(side, Math.max(48, size)) * unit), picture);
}

/** What is painted, given what is meant, [side, side] of 0 and 1 in the painted square. */
export function paintMask(kind: EditKind, place: Float32Array, side: number): Float32Array {
  if (kind === 'recolour') return dilatePlane(place, side, 1);
  if (kind === 'remove') return dilatePlane(place, side, 2);
  if (kind !== 'replace') return place.slice();
  // The new thing may be of another shape: the whole box of the old one may change.
  const box = boxOfPlane(place, side, 2);
  return dilatePlane(place, side, 2).map((value, at) => Math.max(value, box[at]));
}

/** A square round a point, moved into the picture where it fits into it. */
function squareAt(x: number, y: number, side: number, { width, height }: Picture): Box {
  const place = (centre: number, limit: number): number => {
    if (side >= limit) return Math.floor((limit - side) / 2);
    return Math.min(Math.max(0, Math.round(centre - side / 2)), limit - side);
  };
  return { left: place(x, width), top: place(y, height), width: side, height: side };
}
