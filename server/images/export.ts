// What leaves the house: pictures and masks as files. Everything is encoded anew; no metadata of the source remains.

import { cropMask, pasteMask } from './crop.ts';
import { sharp } from './decoder.ts';
import { readPicture } from './intake.ts';
import type { PictureLimits } from './limits.ts';
import { area, assertMaskFits, boundingBox, createMask, type Mask } from './mask.ts';
import { feather, surroundings } from './morphology.ts';
import { assertSameSize, type Box, onWhite, type Picture } from './picture.ts';
import { encodeRle } from './rle.ts';
import { apart } from './threads/apart.ts';

/** A mask for machines: COCO run lengths with the numbers one would compute first. */
export interface MaskJson {
  name: string;
  size: [number, number];
  counts: string;
  area: number;
  box: Box | null;
}

/**
 * Without loss, in the form in which pictures are kept: filters that suit photos at a low level of compression are twice as small as the
 * usual settings and as quick (docs/decisions/034).
 */
export async function pictureToPng(picture: Picture): Promise<Uint8Array> {
  return raw(picture).png({ compressionLevel: 2, adaptiveFiltering: true }).toBuffer();
}

/** The same, of a large picture in a thread of its own. */
export function pictureToPngApart(picture: Picture, signal?: AbortSignal): Promise<Uint8Array> {
  return apart(pictureToPng, { file: 'server/images/export.ts', name: 'pictureToPng', pixels: picture.width * picture.height, long: true, signal }, picture);
}

function raw({ width, height, data, alpha }: Picture): ReturnType<typeof sharp> {
  if (alpha === undefined) return sharp(data, { raw: { width, height, channels: 3 } });
  const four = new Uint8Array(alpha.length * 4);
  for (let pixel = 0, from = 0, to = 0; pixel < alpha.length; pixel += 1, from += 3, to += 4) {
    four[to] = data[from];
    four[to + 1] = data[from + 1];
    four[to + 2] = data[from + 2];
    four[to + 3] = alpha[pixel];
  }
  return sharp(four, { raw: { width, height, channels: 4 } });
}

/** For previews: JPEG encodes several times faster than WebP. It knows no transparency, so that lies on white. */
export async function pictureToJpeg(picture: Picture, quality = 85): Promise<Uint8Array> {
  return raw(onWhite(picture)).jpeg({ quality }).toBuffer();
}

/** A grey 8-bit PNG: 255 inside, 0 outside, and what lies between on a soft edge of `softness` pixels inside the mask. */
export async function maskToPng(mask: Mask, softness = 0): Promise<Uint8Array> {
  const { width, height } = mask;
  const grey = alphaOf(mask, softness);
  return sharp(grey, { raw: { width, height, channels: 1 } }).toColourspace('b-w').png().toBuffer();
}

/**
 * The mask in a picture file (bytes or path): inside where it is brighter than half, or, where some of it is transparent, where
 * it is not. A mask drawn in black and white that is transparent in a few places stays one in black and white.
 * @throws PictureError as `readPicture`, MaskError `mask-size-differs` where `expected` is given and differs.
 */
export async function maskFromPicture(
  input: Uint8Array | string,
  expected?: { width: number; height: number },
  limits?: Partial<PictureLimits>,
): Promise<Mask> {
  const picture = await readPicture(input, limits);
  const { width, height, alpha } = picture;
  if (expected !== undefined) assertMaskFits({ width, height }, expected);
  const inside = new Uint8Array(width * height);
  if (alpha !== undefined && !isBlackAndWhite(picture)) {
    for (let pixel = 0; pixel < inside.length; pixel += 1) inside[pixel] = alpha[pixel] >= 128 ? 1 : 0;
    return { width, height, data: inside };
  }
  const { data } = onWhite(picture);
  for (let pixel = 0; pixel < inside.length; pixel += 1) {
    if (alpha !== undefined && alpha[pixel] < 128) continue;
    const sum = data[pixel * 3] + data[pixel * 3 + 1] + data[pixel * 3 + 2];
    inside[pixel] = sum >= 3 * 128 ? 1 : 0;
  }
  return { width, height, data: inside };
}

/** Of a hundred pixels that are seen, so many are black or white in a mask, and at most so many are transparent by chance. */
const drawn = { blackOrWhite: 95, transparent: 5 };

/** Whether the brightness of a picture that is partly transparent draws a mask. */
function isBlackAndWhite({ data, alpha }: Picture): boolean {
  let [black, white, seen] = [0, 0, 0];
  for (let pixel = 0; pixel < alpha!.length; pixel += 1) {
    if (alpha![pixel] < 128) continue;
    seen += 1;
    const sum = data[pixel * 3] + data[pixel * 3 + 1] + data[pixel * 3 + 2];
    if (sum < 3 * 16) black += 1;
    else if (sum > 3 * 240) white += 1;
  }
  const few = 100 * (alpha!.length - seen) <= drawn.transparent * alpha!.length;
  return few && black > 0 && white > 0 && 100 * (black + white) >= drawn.blackOrWhite * seen;
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
    data[to + 3] = picture.alpha === undefined ? alpha[pixel] : Math.round((alpha[pixel] * picture.alpha[pixel]) / 255);
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
