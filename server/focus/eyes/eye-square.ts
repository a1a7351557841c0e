// What the eyes look at: a part of a picture in the middle of a square.

import { cropPicture, pastePicture } from '../../images/crop.ts';
import { type Box, createPicture, type Picture } from '../../images/picture.ts';
import { resizePicture } from '../../images/resize.ts';
import { apart } from '../../images/threads/apart.ts';
import { frameOf } from '../frame.ts';

/** Grey of what is no picture, as training has it. */
const grey: [number, number, number] = [127, 127, 127];

/** The part as a square [side, side, 3], grey around it. */
export function eyeSquare(picture: Picture, part: Box, side: number): Picture {
  const { inner } = frameOf(part, side);
  const whole = part.left === 0 && part.top === 0 && part.width === picture.width && part.height === picture.height;
  const shrunk = resizePicture(whole ? picture : cropPicture(picture, part), inner.width, inner.height, 'area');
  return pastePicture(createPicture(side, side, grey), shrunk, inner.left, inner.top);
}

/** The same, of a large part in a thread of its own. */
export function eyeSquareApart(picture: Picture, part: Box, side: number): Promise<Picture> {
  return apart(eyeSquare, { file: 'server/focus/eyes/eye-square.ts', name: 'eyeSquare', pixels: part.width * part.height }, picture, part, side);
}
