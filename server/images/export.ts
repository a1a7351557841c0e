// What leaves the house: pictures and masks as files. Everything is encoded anew; no metadata of the source remains.

import { cropMask, pasteMask } from './crop.ts';
import { sharp } from './decoder.ts';
import { readPicture } from './intake.ts';
import type { PictureLimits } from './limits.ts';
import { area, assertMaskFits, boundingBox, createMask, type Mask } from './mask.ts';
import { feather, surroundings } from './morphology.ts';
import { assertSameSize, type Box, onWhite, type Picture } from './picture.ts';
import { encodeRle } from './rle.ts';

/** A mask for machines: COCO run lengths with the numbers one would compute first. */
export interface MaskJson {
  name: string;
  size: [number, number];
  counts: string;
  area: number;
  box: Box | null;
}

/** With its transparency, where it has any. */
export async function pictureToPng({ width, height, data, alpha }: Picture): Promise<Uint8Array> {
  if (alpha === undefined) return sharp(data, { raw: { width, height, channels: 3 } }).png().toBuffer();
  return sharp(interleaved(data, alpha), { raw: { width, height, channels: 4 } }).png().toBuffer();
}

function interleaved(data: Uint8Array, alpha: Uint8Array): Uint8Array {
  const out = new Uint8Array(alpha.length * 4);
  for (let pixel = 0, from = 0, to = 0; pixel < alpha.length; pixel += 1, from += 3, to += 4) {
    out[to] = data[from];
    out[to + 1] = data[from + 1];
    out[to + 2] = data[from + 2];
    out[to + 3] = alpha[pixel];
  }
  return out;
}

/** For previews: JPEG encodes several times faster than WebP. It knows no transparency, so that lies on white. */
export async function pictureToJpeg(picture: Picture, quality = 85): Promise<Uint8Array> {
  const { width, height, data } = onWhite(picture);
  return sharp(data, { raw: { width, height, channels: 3 } }).jpeg({ quality }).toBuffer();
}

/** A grey 8-bit PNG: 255 inside, 0 outside, and what lies between on a soft edge of `softness` pixels inside the mask. */
export async function maskToPng(mask: Mask, softness = 0): Promise<Uint8Array> {
  const { width, height } = mask;
  const grey = alphaOf(mask, softness);
  return sharp(grey, { raw: { width, height, channels: 1 } }).toColourspace('b-w').png().toBuffer();
}

/**
 * The mask in a picture file (bytes or path): inside where it is brighter than half, or, where some of it is transparent, where
 * it is not.
 * @throws PictureError as `readPicture`, MaskError `mask-size-differs` where `expected` is given and differs.
 */
export async function maskFromPicture(
  input: Uint8Array | string,
  expected?: { width: number; height: number },
  limits?: Partial<PictureLimits>,
): Promise<Mask> {
  const { width, height, data, notes } = await readPicture(input, limits);
  if (expected !== undefined) assertMaskFits({ width, height }, expected);
  const inside = new Uint8Array(width * height);
  if (notes.some(({ code }) => code === 'transparency')) {
    const alpha = await sharp(input, { pages: 1 }).autoOrient().ensureAlpha().extractChannel('alpha').raw({ depth: 'uchar' }).toBuffer();
    for (let pixel = 0; pixel < inside.length; pixel += 1) inside[pixel] = alpha[pixel] >= 128 ? 1 : 0;
    return { width, height, data: inside };
  }
  for (let pixel = 0; pixel < inside.length; pixel += 1) {
    const sum = data[pixel * 3] + data[pixel * 3 + 1] + data[pixel * 3 + 2];
    inside[pixel] = sum >= 3 * 128 ? 1 : 0;
  }
  return { width, height, data: inside };
}

/** What is inside the mask on transparent ground, as a WebP of at most `side` pixels, for something that is looked at for a moment: some hundred bytes at 64. */
export async function smallCutOut(picture: Picture, mask: Mask, side: number): Promise<Uint8Array> {
  const { width, height } = picture;
  return sharp(cutOutPixels(picture, mask), { raw: { width, height, channels: 4 } })
    .resize({ width: side, height: side, fit: 'inside', withoutEnlargement: true })
    .webp({ quality: 70, alphaQuality: 50 })
    .toBuffer();
}

/** [height, width, 4], all 0 outside. */
function cutOutPixels(picture: Picture, mask: Mask): Uint8Array {
  assertSameSize(picture, mask, 'Picture and mask');
  const alpha = alphaOf(mask, 0);
  const data = new Uint8Array(alpha.length * 4);
  for (let pixel = 0, to = 0; pixel < alpha.length; pixel += 1, to += 4) {
    if (alpha[pixel] === 0) continue;
    data[to] = picture.data[pixel * 3];
    data[to + 1] = picture.data[pixel * 3 + 1];
    data[to + 2] = picture.data[pixel * 3 + 2];
    data[to + 3] = alpha[pixel];
  }
  return data;
}

/** [height, width] 0 to 255. */
function alphaOf(mask: Mask, softness: number): Uint8Array {
  const box = softness > 0 ? surroundings(mask, 1) : null;
  if (box === null) return mask.data.map((value) => value * 255);
  const soft = feather(cropMask(mask, box), softness);
  const patch = { width: box.width, height: box.height, data: Uint8Array.from(soft, (value) => Math.round(value * 255)) };
  return pasteMask(createMask(mask.width, mask.height), patch, box.left, box.top).data;
}

export function maskToJson(mask: Mask, name: string): MaskJson {
  return { name, ...encodeRle(mask), area: area(mask), box: boundingBox(mask) };
}
