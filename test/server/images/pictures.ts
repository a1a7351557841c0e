// Deterministic noise and masks for the tests of this folder.

import { createMask, type Mask, union } from '../../../server/images/mask.ts';
import type { Picture } from '../../../server/images/picture.ts';
import { boxMask, discMask } from '../../../server/images/raster.ts';

/** Numbers from 0 to 1 (mulberry32). */
export function randomNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let value = Math.imul(state ^ (state >>> 15), state | 1);
    value = (value + Math.imul(value ^ (value >>> 7), value | 61)) ^ value;
    return ((value ^ (value >>> 14)) >>> 0) / 4294967296;
  };
}

export function noisePicture(width: number, height: number, random: () => number): Picture {
  const data = Uint8Array.from({ length: width * height * 3 }, () => Math.floor(random() * 256));
  return { width, height, data };
}

/** A mask of one of several kinds: empty, full, single pixels, noise, blobs. */
export function randomMask(width: number, height: number, random: () => number): Mask {
  const kind = Math.floor(random() * 5);
  if (kind === 0) return createMask(width, height, random() < 0.5 ? 0 : 1);
  const share = kind === 1 ? 0.02 : random();
  if (kind < 4) {
    return { width, height, data: Uint8Array.from({ length: width * height }, () => (random() < share ? 1 : 0)) };
  }
  const centre = { x: random() * width, y: random() * height };
  const box = { left: random() * width, top: random() * height, width: random() * width, height: random() * height };
  return union(discMask(width, height, centre, (random() * width) / 2), boxMask(width, height, box));
}

/** A mask from a drawing: '#' is inside. */
export function drawnMask(...rows: string[]): Mask {
  return {
    width: rows[0].length,
    height: rows.length,
    data: Uint8Array.from(rows.join(''), (character) => (character === '#' ? 1 : 0)),
  };
}

/** The drawing of a mask. */
export function drawing(mask: Mask): string[] {
  return Array.from({ length: mask.height }, (_, y) =>
    Array.from(mask.data.subarray(y * mask.width, (y + 1) * mask.width), (value) => (value === 1 ? '#' : '.')).join(''),
  );
}
