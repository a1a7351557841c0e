import { readPicture } from '../images/intake.ts';
import { boundingBox, createMask } from '../images/mask.ts';
import type { Box } from '../images/picture.ts';

export interface Difference {
  changedPixels: number;
  /** 0 to 1. */
  share: number;
  box: Box | null;
  /** Of the changed pixels, 0 to 255 a channel. */
  meanDifference: number;
}

/** What differs between two pictures of the same size. */
export async function differenceOf(one: Uint8Array, other: Uint8Array): Promise<Difference> {
  const [a, b] = [await readPicture(one), await readPicture(other)];
  const changed = createMask(a.width, a.height);
  let [changedPixels, sum] = [0, 0];
  for (let pixel = 0, at = 0; pixel < changed.data.length; pixel += 1, at += 3) {
    const distance = Math.abs(a.data[at] - b.data[at]) + Math.abs(a.data[at + 1] - b.data[at + 1]) + Math.abs(a.data[at + 2] - b.data[at + 2]);
    if (distance === 0) continue;
    changed.data[pixel] = 1;
    changedPixels += 1;
    sum += distance;
  }
  const share = Math.round((changedPixels / changed.data.length) * 10_000) / 10_000;
  const meanDifference = changedPixels === 0 ? 0 : Math.round((sum / 3 / changedPixels) * 10) / 10;
  return { changedPixels, share, box: boundingBox(changed), meanDifference };
}
