// How a part of the picture lies in the square the model sees.

import { cropPicture, padPicture } from '../images/crop.ts';
import type { Box, Picture } from '../images/picture.ts';
import { resizePicture } from '../images/resize.ts';

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
  const whole = box.left === 0 && box.top === 0 && box.width === picture.width && box.height === picture.height;
  const part = whole ? picture : cropPicture(picture, box);
  return padPicture(resizePicture(part, inner.width, inner.height, 'area'), side, side).picture;
}

/** From pixels of the picture to pixels of the square. */
export function intoFrame(point: { x: number; y: number }, { box, inner }: Frame): { x: number; y: number } {
  return {
    x: inner.left + ((point.x - box.left) * inner.width) / box.width,
    y: inner.top + ((point.y - box.top) * inner.height) / box.height,
  };
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
