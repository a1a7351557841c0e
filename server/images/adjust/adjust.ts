// An operation carried out on a picture.

import { MaskError, PictureError } from '../../errors.ts';
import { area, assertMaskFits, createMask, invert, type Mask } from '../mask.ts';
import type { Picture } from '../picture.ts';
import { type Adjustment, needsMask } from './adjustment.ts';
import { cutOutOf, withBackground } from './behind.ts';
import { blur, pixelate, sharpen } from './blur.ts';
import { cropTo, type Move, moveOf } from './move.ts';
import { nearBorder } from './near-border.ts';
import { recolour } from './recolour.ts';
import { type Region, regionOf } from './region.ts';
import { fill, grey, threshold, tone } from './tone.ts';

export interface Adjusted {
  picture: Picture;
  /** The pixels whose bytes differ from the source's; all others are equal. Of the source's size; all of it where pixels moved. */
  region: Mask;
  changedPixels: number;
  /** Pixels that were meant: of the mask, or of everything but it; null where the whole picture is. */
  markedPixels: number | null;
  /** Pixels that changed beyond what was meant and its soft border: 0. */
  outsidePixels: number;
  /** How masks of the source come to lie on the result; null where they lie as before. */
  move: Move | null;
}

/**
 * Does what `adjustment` says to a picture, within what the mask covers.
 * @param other the picture that is laid behind, for a background.
 * @throws MaskError `mask-size-differs`, `mask-empty`, `mask-needed`; PictureError `crop-outside`, `size-too-large`, `background-missing`.
 */
export function adjust(picture: Picture, mask: Mask | null, adjustment: Adjustment, other?: Picture): Adjusted {
  if (mask !== null) assertMaskFits(mask, picture);
  if (mask === null && needsMask(adjustment)) throw new MaskError({ code: 'mask-needed', message: 'This needs something that is marked.', hint: 'Mark a thing first, by words, a click or a box.' });
  const { width, height } = picture;
  const moved = moveOf(picture, mask, adjustment);
  if (moved !== null) return { picture: moved.picture(picture), region: createMask(width, height, 1), changedPixels: moved.width * moved.height, markedPixels: mask && area(mask), outsidePixels: 0, move: moved };
  if (adjustment.kind === 'cut-out') {
    const border = softBorder + adjustment.edge;
    const cut = cutOutOf(picture, mask!, adjustment);
    if (cut === null) throw empty();
    if (!adjustment.trim) return compared(picture, cut.picture, invert(mask!), border);
    const trim = cropTo(cut.box);
    return { ...compared(picture, cut.picture, invert(mask!), border), picture: trim.picture(cut.picture), move: trim };
  }
  if (adjustment.kind === 'background') {
    if (adjustment.to === 'picture' && other === undefined) throw new PictureError({ code: 'background-missing', message: 'The picture for the background is not there.', hint: 'Upload it first and give its id.' });
    const made = withBackground(picture, mask!, adjustment, other);
    if (made === null) throw empty();
    return compared(picture, made, invert(mask!), softBorder + adjustment.edge);
  }
  const [whole, background] = ['picture', 'background'].map((target) => 'target' in adjustment && adjustment.target === target);
  const region = regionOf(picture, mask, adjustment);
  if (region === null) throw empty();
  const data = picture.data.slice();
  change(data, picture, region, adjustment);
  const target = mask === null || whole ? null : background ? invert(mask) : mask;
  return compared(picture, { ...picture, data }, target, 0);
}

function change(data: Uint8Array, picture: Picture, region: Region, adjustment: Adjustment): void {
  switch (adjustment.kind) {
    case 'recolour': return recolour(data, picture, region, adjustment);
    case 'tone': return tone(data, picture, region, adjustment);
    case 'grey': return grey(data, picture, region, adjustment);
    case 'fill': return fill(data, picture, region, adjustment);
    case 'threshold': return threshold(data, picture, region, adjustment);
    case 'blur': return blur(data, picture, region, adjustment);
    case 'sharpen': return sharpen(data, picture, region, adjustment);
    case 'pixelate': return pixelate(data, picture, region, adjustment);
    default: throw new TypeError(`${adjustment.kind} changes no pixels in place.`);
  }
}

/** Pixels on either side of a mask's border that a new ground may mix (matte.ts). */
const softBorder = 3;

/** What really differs, counted. `target` is what was meant, which may reach `border` pixels further. */
function compared(source: Picture, picture: Picture, target: Mask | null, border: number): Adjusted {
  const { width, height } = source;
  const region = createMask(width, height);
  const near = target === null || border === 0 ? null : nearBorder(target, border);
  let [changedPixels, outsidePixels] = [0, 0];
  for (let pixel = 0, at = 0; pixel < region.data.length; pixel += 1, at += 3) {
    const same = source.data[at] === picture.data[at] && source.data[at + 1] === picture.data[at + 1] && source.data[at + 2] === picture.data[at + 2]
      && (source.alpha?.[pixel] ?? 255) === (picture.alpha?.[pixel] ?? 255);
    if (same) continue;
    region.data[pixel] = 1;
    changedPixels += 1;
    if (target !== null && target.data[pixel] === 0 && (near?.[pixel] ?? Infinity) === Infinity) outsidePixels += 1;
  }
  return { picture, region, changedPixels, markedPixels: target && area(target), outsidePixels, move: null };
}

function empty(): MaskError {
  return new MaskError({ code: 'mask-empty', message: 'The mask is empty: no pixel is inside.', hint: 'Mark at least one pixel.' });
}
