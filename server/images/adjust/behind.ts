// What lies behind a thing: cut it out, or put something else there. The thing's own pixels stay as they are; only in the soft border, where
// pixels were mixtures with the old ground, they become mixtures with the new one.

import { cropPicture } from '../crop.ts';
import type { Mask } from '../mask.ts';
import type { Box, Picture } from '../picture.ts';
import { resizePicture } from '../resize.ts';
import type { Of } from './adjustment.ts';
import { broadRadius, colours } from './blur.ts';
import { readColour } from './colour.ts';
import { type Matte, matteOf } from './matte.ts';
import { withoutSpecks } from './specks.ts';
import { grey } from './tone.ts';

/** The thing alone on a transparent ground. @returns null for an empty mask. */
export function cutOutOf(picture: Picture, mask: Mask, { edge, clean }: Pick<Of<'cut-out'>, 'edge' | 'clean'>): { picture: Picture; box: Box } | null {
  const matte = matteOf(picture, clean ? withoutSpecks(mask) : mask, { edge });
  if (matte === null) return null;
  const { width, height } = picture;
  const data = new Uint8Array(width * height * 3);
  const alpha = new Uint8Array(width * height);
  let [left, top, right, bottom] = [width, height, -1, -1];
  eachOf(matte, width, (pixel, at) => {
    const share = Math.round(matte.alpha[at] * (picture.alpha?.[pixel] ?? 255));
    // Where nothing shows nothing is kept: whoever cuts a thing out does not want to hand on what was round it.
    if (share === 0) return;
    alpha[pixel] = share;
    data.set(picture.data.subarray(pixel * 3, pixel * 3 + 3), pixel * 3);
    const [x, y] = [pixel % width, Math.floor(pixel / width)];
    [left, right, top, bottom] = [Math.min(left, x), Math.max(right, x), Math.min(top, y), Math.max(bottom, y)];
  });
  if (right < 0) return null;
  eachMixed(matte, width, (pixel, red, green, blue) => {
    if (alpha[pixel] > 0) data.set([red, green, blue], pixel * 3);
  });
  return { picture: { width, height, data, alpha }, box: { left, top, width: right - left + 1, height: bottom - top + 1 } };
}

/** Another ground. `other` is the picture for `to: "picture"`. */
export function withBackground(picture: Picture, mask: Mask, { to, edge, clean, colour, radius }: Of<'background'>, other?: Picture): Picture | null {
  if (to === 'transparent') return cutOutOf(picture, mask, { edge, clean })?.picture ?? null;
  const matte = matteOf(picture, clean ? withoutSpecks(mask) : mask, { edge });
  if (matte === null) return null;
  const { width, height } = picture;
  const behind = groundOf(picture, matte, { to, colour, radius }, other);
  // What covers all of the picture has no transparent places any more, unless the ground itself keeps them.
  const keepsAlpha = picture.alpha !== undefined && (to === 'blur' || to === 'grey');
  const data = behind.slice();
  const under = picture.alpha;
  eachOf(matte, width, (pixel, at) => {
    const share = matte.alpha[at] * (keepsAlpha || under === undefined ? 1 : under[pixel] / 255);
    if (share === 0) return;
    for (let channel = pixel * 3; channel < pixel * 3 + 3; channel += 1) data[channel] = share === 1 ? picture.data[channel] : Math.round(behind[channel] + share * (picture.data[channel] - behind[channel]));
  });
  eachMixed(matte, width, (pixel, red, green, blue, at) => {
    const share = matte.alpha[at] * (keepsAlpha || under === undefined ? 1 : under[pixel] / 255);
    for (const [channel, value] of [red, green, blue].entries()) data[pixel * 3 + channel] = Math.round(behind[pixel * 3 + channel] + share * (value - behind[pixel * 3 + channel]));
  });
  return { width, height, data, ...(keepsAlpha ? { alpha: picture.alpha!.slice() } : {}) };
}

/** Colours [height, width, 3] of the new ground. */
function groundOf(picture: Picture, matte: Matte, { to, colour, radius }: Pick<Of<'background'>, 'to' | 'colour' | 'radius'>, other?: Picture): Uint8Array {
  const { width, height } = picture;
  if (to === 'picture') return covering(other!, width, height).data;
  if (to === 'colour') {
    const wanted = readColour(colour!)!;
    const data = new Uint8Array(width * height * 3);
    for (let at = 0; at < data.length; at += 3) data.set(wanted, at);
    return data;
  }
  const data = picture.data.slice();
  if (to === 'grey') grey(data, picture, { box: { left: 0, top: 0, width, height }, weights: null }, { strength: 100 });
  else blurGround(data, picture, matte, radius ?? broadRadius(picture));
  return data;
}

/** Blurs everything but the thing, from itself alone: a mixture would carry the thing's colour into the ground. */
function blurGround(data: Uint8Array, picture: Picture, matte: Matte, radius: number): void {
  const { width, height } = picture;
  const weights = new Float32Array(width * height).fill(1);
  eachOf(matte, width, (pixel) => { weights[pixel] = 0; });
  const around = colours(picture, { box: { left: 0, top: 0, width, height }, weights }, radius);
  const mean = new Float64Array(3);
  eachPixel(width, height, (pixel, x, y) => {
    if (!around(x, y, mean)) return;
    for (let channel = 0; channel < 3; channel += 1) data[pixel * 3 + channel] = Math.round(mean[channel]);
  });
}

function eachPixel(width: number, height: number, each: (pixel: number, x: number, y: number) => void): void {
  for (let y = 0, pixel = 0; y < height; y += 1) for (let x = 0; x < width; x += 1, pixel += 1) each(pixel, x, y);
}

/** The middle of a picture, enlarged or reduced until it covers all. */
function covering(picture: Picture, width: number, height: number): Picture {
  const scale = Math.min(picture.width / width, picture.height / height);
  const part = { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
  const [left, top] = [Math.floor((picture.width - part.width) / 2), Math.floor((picture.height - part.height) / 2)];
  return resizePicture(cropPicture(picture, { left, top, ...part }), width, height, scale >= 1 ? 'area' : 'bilinear');
}

function eachOf({ box, alpha }: Matte, width: number, each: (pixel: number, at: number) => void): void {
  for (let at = 0; at < alpha.length; at += 1) if (alpha[at] > 0) each((box.top + Math.floor(at / box.width)) * width + box.left + (at % box.width), at);
}

function eachMixed({ box, mixed }: Matte, width: number, each: (pixel: number, red: number, green: number, blue: number, at: number) => void): void {
  for (const [index, at] of mixed.pixels.entries()) {
    const pixel = (box.top + Math.floor(at / box.width)) * width + box.left + (at % box.width);
    each(pixel, Math.round(mixed.colours[index * 3]), Math.round(mixed.colours[index * 3 + 1]), Math.round(mixed.colours[index * 3 + 2]), at);
  }
}
