// How a part of the picture lies in the square the model sees.

import { padPicture } from '../images/crop.ts';
import { type Box, onWhite, type Picture } from '../images/picture.ts';
import { resizePart } from '../images/resize.ts';
import { apart } from '../images/threads/apart.ts';

export interface Frame {
  /** The part that is looked at, in whole pixels of the picture. */
  box: Box;
  /** Side of the square the model sees, pixels. */
  side: number;
  /** Where the part lies in the square: its longer side fills the square, the rest repeats the part's edge. */
  inner: Box;
}

export function wholePicture({ width, height }: { width: number; height: number }): Box {
  return { left: 0, top: 0, width, height };
}

export function frameOf(box: Box, side: number): Frame {
  const scale = side / Math.max(box.width, box.height);
  const width = Math.max(1, Math.round(box.width * scale));
  const height = Math.max(1, Math.round(box.height * scale));
  const inner = { left: Math.floor((side - width) / 2), top: Math.floor((side - height) / 2), width, height };
  return { box, side, inner };
}

/** The square [side, side, 3] the model sees. Equal to the picture itself where that is such a square. */
export function framePicture(picture: Picture, { box, side, inner }: Frame): Picture {
  return padPicture(resizePart(onWhite(picture), box, inner.width, inner.height), side, side).picture;
}

/** The same, of a large part in a thread of its own. */
export function framePictureApart(picture: Picture, frame: Frame): Promise<Picture> {
  const pixels = picture.alpha === undefined ? frame.box.width * frame.box.height : picture.width * picture.height;
  return apart(framePicture, { file: 'server/focus/frame.ts', name: 'framePicture', pixels }, picture, frame);
}

/** From pixels of the picture to pixels of the square. */
export function intoFrame(point: { x: number; y: number }, { box, inner }: Frame): { x: number; y: number } {
  return {
    x: inner.left + ((point.x - box.left) * inner.width) / box.width,
    y: inner.top + ((point.y - box.top) * inner.height) / box.height,
  };
}

/** Round the values [side, side] of a frame that are above `least`, pixels of the square without its padding; null where none is. */
export function boxAbove(plane: Float32Array, { side, inner }: Pick<Frame, 'side' | 'inner'>, least: number): Box | null {
  let [left, top, right, bottom] = [side, side, -1, -1];
  for (let y = inner.top; y < inner.top + inner.height; y += 1) {
    for (let x = inner.left; x < inner.left + inner.width; x += 1) {
      if (plane[y * side + x] <= least) continue;
      left = Math.min(left, x);
      right = Math.max(right, x);
      top = Math.min(top, y);
      bottom = y;
    }
  }
  return right < 0 ? null : { left, top, width: right - left + 1, height: bottom - top + 1 };
}

/** A box with `more` pixels on every side, as far as that is within `limit`. */
export function widened({ left, top, width, height }: Box, more: number, limit: Box): Box {
  const [x, y] = [Math.max(limit.left, left - more), Math.max(limit.top, top - more)];
  const [right, bottom] = [Math.min(limit.left + limit.width, left + width + more), Math.min(limit.top + limit.height, top + height + more)];
  return { left: x, top: y, width: right - x, height: bottom - y };
}

/** Values [side, side] of one frame at the pixels of another, bilinear; 0 where that shows what the first does not. */
export function resampled(plane: Float32Array, from: Frame, to: Frame): Float32Array {
  const out = new Float32Array(to.side ** 2);
  const line = (axis: 'left' | 'top', length: 'width' | 'height') => Array.from({ length: to.side }, (_, at) => {
    const inPicture = to.box[axis] + ((at + 0.5 - to.inner[axis]) * to.box[length]) / to.inner[length];
    return from.inner[axis] + ((inPicture - from.box[axis]) * from.inner[length]) / from.box[length] - 0.5;
  });
  const [columns, rows] = [line('left', 'width'), line('top', 'height')];
  for (const [y, row] of rows.entries()) {
    if (row < -0.5 || row > from.side - 0.5) continue;
    const [top, down] = nextTo(row, from.side);
    for (const [x, column] of columns.entries()) {
      if (column < -0.5 || column > from.side - 0.5) continue;
      const [left, right] = nextTo(column, from.side);
      const at = top * from.side + left;
      const upper = plane[at] + right * (plane[at + 1] - plane[at]);
      const lower = plane[at + from.side] + right * (plane[at + from.side + 1] - plane[at + from.side]);
      out[y * to.side + x] = upper + down * (lower - upper);
    }
  }
  return out;
}

/** The pixel before a place on a line of `side` pixels, of which one follows, and how far the place is from it to the next. */
function nextTo(place: number, side: number): [number, number] {
  const first = Math.min(side - 2, Math.max(0, Math.floor(place)));
  return [first, Math.min(1, Math.max(0, place - first))];
}

/** A picture as planes [1, 3, height, width] from 0 to 1. */
export function toPlanes({ width, height, data }: Picture): Float32Array {
  const size = width * height;
  const planes = new Float32Array(3 * size);
  for (let pixel = 0, at = 0; pixel < size; pixel += 1, at += 3) {
    planes[pixel] = data[at] / 255;
    planes[size + pixel] = data[at + 1] / 255;
    planes[2 * size + pixel] = data[at + 2] / 255;
  }
  return planes;
}

/** Planes [3, height, width] from 0 to 1 as a picture. */
export function fromPlanes(planes: Float32Array, width: number, height: number): Picture {
  const size = width * height;
  const data = new Uint8Array(3 * size);
  for (let pixel = 0, at = 0; pixel < size; pixel += 1, at += 3) {
    for (let channel = 0; channel < 3; channel += 1) {
      data[at + channel] = Math.max(0, Math.min(255, Math.round(planes[channel * size + pixel] * 255)));
    }
  }
  return { width, height, data };
}
