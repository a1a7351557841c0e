// Work on pictures and masks in the form in which they are stored, PNG and run lengths: what a process hands to a thread and gets back is
// small then.

import { maskFromPicture, maskToPng } from './export.ts';
import { readStoredPicture } from './intake.ts';
import { boundingBox, createMask } from './mask.ts';
import type { Box, Picture } from './picture.ts';
import { decodeRle, encodeRle, type Rle } from './rle.ts';
import { maskToSvg } from './svg-outline.ts';
import { apart, type Apart, worthwhile } from './threads/apart.ts';

const about = (name: string, pixels: number): Apart => ({ file: 'server/images/stored.ts', name, pixels });
const pixelsOf = ({ size: [height, width] }: Rle): number => height * width;

/** The mask as a grey PNG. */
export function maskPngApart(rle: Rle, softness: number): Promise<Uint8Array> {
  return apart(maskPngStored, about('maskPngStored', pixelsOf(rle)), rle, softness);
}

export async function maskPngStored(rle: Rle, softness: number): Promise<Uint8Array> {
  return maskToPng(decodeRle(rle, Infinity), softness);
}

/** The outline of the mask as an SVG. */
export function maskSvgApart(rle: Rle, name: string): Promise<string> {
  return apart(maskSvgStored, about('maskSvgStored', pixelsOf(rle)), rle, name);
}

export function maskSvgStored(rle: Rle, name: string): string {
  return maskToSvg(decodeRle(rle, Infinity), name);
}

/** The run lengths of a mask in a picture file, which may be of any size before it is refused. @throws as `maskFromPicture`. */
export function importedMaskApart(bytes: Uint8Array, picture: { width: number; height: number }): Promise<{ size: [number, number]; counts: string }> {
  return apart(importedMask, { ...about('importedMask', worthwhile), long: true }, bytes, { width: picture.width, height: picture.height });
}

export async function importedMask(bytes: Uint8Array, picture: { width: number; height: number }): Promise<{ size: [number, number]; counts: string }> {
  return encodeRle(await maskFromPicture(bytes, picture));
}

/** Bytes of two stored pictures that differ where the mask is not, of colours and transparency. Pictures of different sizes differ everywhere. */
export function changedOutsideApart(source: Uint8Array, result: Uint8Array, rle: Rle): Promise<number> {
  return apart(changedOutsideStored, { ...about('changedOutsideStored', pixelsOf(rle)), long: true }, source, result, rle);
}

export async function changedOutsideStored(source: Uint8Array, result: Uint8Array, rle: Rle): Promise<number> {
  return changedOutside(await readStoredPicture(source), await readStoredPicture(result), decodeRle(rle, Infinity));
}

export function changedOutside(source: Picture, result: Picture, mask: { data: Uint8Array }): number {
  if (source.data.length !== result.data.length || source.width !== result.width) return Math.max(source.data.length, result.data.length);
  let changed = 0;
  for (let pixel = 0, at = 0; pixel < mask.data.length; pixel += 1, at += 3) {
    if (mask.data[pixel] !== 0) continue;
    for (let channel = at; channel < at + 3; channel += 1) if (source.data[channel] !== result.data[channel]) changed += 1;
    if ((source.alpha?.[pixel] ?? 255) !== (result.alpha?.[pixel] ?? 255)) changed += 1;
  }
  return changed;
}

export interface Difference {
  changedPixels: number;
  /** 0 to 1. */
  share: number;
  box: Box | null;
  /** Of the changed pixels, 0 to 255 a channel. */
  meanDifference: number;
}

/** What differs between two stored pictures of the same size. */
export function differenceApart(one: Uint8Array, other: Uint8Array, { width, height }: { width: number; height: number }): Promise<Difference> {
  return apart(differenceStored, { ...about('differenceStored', width * height), long: true }, one, other);
}

export async function differenceStored(one: Uint8Array, other: Uint8Array): Promise<Difference> {
  const [a, b] = [await readStoredPicture(one), await readStoredPicture(other)];
  const changed = createMask(a.width, a.height);
  let [changedPixels, sum] = [0, 0];
  for (let pixel = 0, at = 0; pixel < changed.data.length; pixel += 1, at += 3) {
    const distance = Math.abs(a.data[at] - b.data[at]) + Math.abs(a.data[at + 1] - b.data[at + 1]) + Math.abs(a.data[at + 2] - b.data[at + 2]);
    if (distance === 0 && (a.alpha?.[pixel] ?? 255) === (b.alpha?.[pixel] ?? 255)) continue;
    changed.data[pixel] = 1;
    changedPixels += 1;
    sum += distance;
  }
  const share = Math.round((changedPixels / changed.data.length) * 10_000) / 10_000;
  const meanDifference = changedPixels === 0 ? 0 : Math.round((sum / 3 / changedPixels) * 10) / 10;
  return { changedPixels, share, box: boundingBox(changed), meanDifference };
}
