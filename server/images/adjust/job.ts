// An operation on files: what goes into a thread and what comes out.

import { pictureToPng } from '../export.ts';
import { readStoredPicture } from '../intake.ts';
import { area, type Mask } from '../mask.ts';
import { decodeRle, encodeRle } from '../rle.ts';
import type { Box, Picture } from '../picture.ts';
import { cropTo, type Move, moveOf } from './move.ts';
import { adjust, type Adjusted } from './adjust.ts';
import type { Adjustment } from './adjustment.ts';

interface Rle {
  /** [height, width] */
  size: [number, number];
  counts: string;
}

export interface AdjustJob {
  /** A stored picture file. */
  picture: Uint8Array;
  mask: Rle | null;
  /** Width of the mask's own soft edge, pixels. */
  feather: number;
  adjustment: Adjustment;
  /** The picture that is laid behind. */
  other?: Uint8Array;
  /** Masks that move with the picture. */
  carried: Rle[];
}

export interface AdjustDone {
  png: Uint8Array;
  width: number;
  height: number;
  /** COCO run lengths of what changed, of the source's size. */
  region: string;
  changedPixels: number;
  markedPixels: number | null;
  outsidePixels: number;
  /** Whether pixels lie elsewhere now. */
  moved: boolean;
  /** The carried masks where they lie now, as far as any of each is still to be seen. */
  carried: (Mask | null)[];
  milliseconds: number;
}

/** @throws as `adjust`, and PictureError where a file cannot be read. */
export async function runJob({ picture: file, mask, feather, adjustment, other, carried }: AdjustJob): Promise<AdjustDone> {
  const start = performance.now();
  const picture = await readStoredPicture(file);
  const softened = feather > 0 && 'edge' in adjustment ? { ...adjustment, edge: Math.max(feather, adjustment.edge) } : adjustment;
  const made = adjust(picture, mask && decodeRle(mask, Infinity), softened, other && await readStoredPicture(other));
  const { move } = made;
  const movedMasks = move === null ? [] : carried.map((rle) => {
    if (rle.size[0] !== picture.height || rle.size[1] !== picture.width) return null;
    const there = move.mask(decodeRle(rle, Infinity));
    return area(there) === 0 ? null : there;
  });
  return {
    png: await pictureToPng(made.picture), width: made.picture.width, height: made.picture.height,
    region: encodeRle(made.region).counts, changedPixels: made.changedPixels, markedPixels: made.markedPixels, outsidePixels: made.outsidePixels,
    moved: move !== null, carried: movedMasks, milliseconds: Math.round(performance.now() - start),
  };
}

/** An operation on pixels that are at hand already. */
export interface PixelJob {
  raw: Picture;
  mask: Mask | null;
  adjustment: Adjustment;
  /** The picture that is laid behind. */
  behind?: Picture;
}

/** The way of moving is made of functions, which do not leave a thread; `movedBy` makes it again. */
export type PixelsDone = Omit<Adjusted, 'move'> & { trim: Box | null };

export function runOnPixels({ raw, mask, adjustment, behind }: PixelJob): PixelsDone {
  const { move, ...done } = adjust(raw, mask, adjustment, behind);
  return { ...done, trim: (adjustment.kind === 'cut-out' && move?.box) || null };
}

/** How masks come to lie after a job; null where they lie as before. */
export function movedBy({ raw, mask, adjustment }: PixelJob, { trim }: PixelsDone): Move | null {
  return trim === null ? moveOf(raw, mask, adjustment) : cropTo(trim);
}
