// What leaves the house: pictures and masks as files. Everything is encoded anew; no metadata of the source remains.

import { MaskError } from '../errors.ts';
import { sharp } from './decoder.ts';
import { readPicture, type PictureLimits } from './intake.ts';
import { area, boundingBox, type Mask } from './mask.ts';
import { assertSameSize, type Box, type Picture } from './picture.ts';
import { encodeRle } from './rle.ts';

/** A mask for machines: COCO run lengths with the numbers one would compute first. */
export interface MaskJson {
  name: string;
  size: [number, number];
  counts: string;
  area: number;
  box: Box | null;
}

export async function pictureToPng({ width, height, data }: Picture): Promise<Uint8Array> {
  return sharp(data, { raw: { width, height, channels: 3 } }).png().toBuffer();
}

/** For previews: JPEG encodes several times faster than WebP. */
export async function pictureToJpeg({ width, height, data }: Picture, quality = 85): Promise<Uint8Array> {
  return sharp(data, { raw: { width, height, channels: 3 } }).jpeg({ quality }).toBuffer();
}

/** A grey 8-bit PNG: 255 inside, 0 outside. */
export async function maskToPng({ width, height, data }: Mask): Promise<Uint8Array> {
  const grey = data.map((value) => value * 255);
  return sharp(grey, { raw: { width, height, channels: 1 } }).toColourspace('b-w').png().toBuffer();
}

/**
 * The mask in a picture file (bytes or path): inside where it is brighter than half.
 * @throws PictureError as `readPicture`, MaskError `mask-size-differs` where `expected` is given and differs.
 */
export async function maskFromPicture(
  input: Uint8Array | string,
  expected?: { width: number; height: number },
  limits?: Partial<PictureLimits>,
): Promise<Mask> {
  const { width, height, data } = await readPicture(input, limits);
  if (expected !== undefined && (expected.width !== width || expected.height !== height)) {
    throw new MaskError({
      code: 'mask-size-differs',
      message: `The mask has ${width} x ${height} pixels, the picture ${expected.width} x ${expected.height}.`,
      hint: 'Give a mask of exactly the size of the picture.',
    });
  }
  const inside = new Uint8Array(width * height);
  for (let pixel = 0; pixel < inside.length; pixel += 1) {
    const sum = data[pixel * 3] + data[pixel * 3 + 1] + data[pixel * 3 + 2];
    inside[pixel] = sum >= 3 * 128 ? 1 : 0;
  }
  return { width, height, data: inside };
}

/** What is inside the mask on transparent ground, as a PNG of the picture's size. */
export async function cutOut(picture: Picture, mask: Mask): Promise<Uint8Array> {
  assertSameSize(picture, mask, 'Picture and mask');
  const { width, height } = picture;
  const data = new Uint8Array(width * height * 4);
  for (let pixel = 0; pixel < mask.data.length; pixel += 1) {
    if (mask.data[pixel] === 0) continue;
    data.set(picture.data.subarray(pixel * 3, pixel * 3 + 3), pixel * 4);
    data[pixel * 4 + 3] = 255;
  }
  return sharp(data, { raw: { width, height, channels: 4 } }).png().toBuffer();
}

export function maskToJson(mask: Mask, name: string): MaskJson {
  return { name, ...encodeRle(mask), area: area(mask), box: boundingBox(mask) };
}
