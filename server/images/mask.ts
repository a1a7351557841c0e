import { MaskError } from '../errors.ts';
import type { Box } from './picture.ts';

/** Which pixels are meant. */
export interface Mask {
  /** Pixels. */
  width: number;
  /** Pixels. */
  height: number;
  /** [height, width], row by row, 1 inside and 0 outside. */
  data: Uint8Array;
}

export function createMask(width: number, height: number, value: 0 | 1 = 0): Mask {
  return { width, height, data: new Uint8Array(width * height).fill(value) };
}

export function union(one: Mask, other: Mask): Mask {
  return combine(one, other, 'union');
}

export function intersect(one: Mask, other: Mask): Mask {
  return combine(one, other, 'intersect');
}

/** What is in `one` and not in `other`. */
export function subtract(one: Mask, other: Mask): Mask {
  return combine(one, other, 'subtract');
}

export function invert(mask: Mask): Mask {
  return { ...mask, data: mask.data.map((value) => value ^ 1) };
}

/** Number of pixels inside. */
export function area(mask: Mask): number {
  const { data } = mask;
  const words = wordsOf(data);
  let count = 0;
  for (let index = 0; index < words.length; index += 1) count += inWord(words[index]);
  for (let index = words.length * 4; index < data.length; index += 1) count += data[index];
  return count;
}

/** The smallest box around all pixels inside, or null for an empty mask. */
export function boundingBox(mask: Mask): Box | null {
  const { width, height, data } = mask;
  let [left, top, right, bottom] = [width, -1, -1, -1];
  for (let y = 0; y < height; y += 1) {
    const row = data.subarray(y * width, (y + 1) * width);
    // Passes over what is empty many times faster than a loop.
    const first = row.indexOf(1);
    if (first < 0) continue;
    left = Math.min(left, first);
    right = Math.max(right, row.lastIndexOf(1));
    if (top < 0) top = y;
    bottom = y;
  }
  return right < 0 ? null : { left, top, width: right - left + 1, height: bottom - top + 1 };
}

/** Intersection over union, 0 to 1; two empty masks agree (1). */
export function iou(one: Mask, other: Mask): number {
  assertSameMaskSize(one, other);
  const both = area(intersect(one, other));
  const either = area(one) + area(other) - both;
  return either === 0 ? 1 : both / either;
}

type Rule = 'union' | 'intersect' | 'subtract';

function combine(one: Mask, other: Mask, rule: Rule): Mask {
  assertSameMaskSize(one, other);
  const data = new Uint8Array(one.data.length);
  const [a, b, out] = [one.data, other.data, data].map(wordsOf);
  if (a.length === b.length) join(a, b, out, rule, 0x01010101);
  const rest = a.length === b.length ? out.length * 4 : 0;
  join(one.data.subarray(rest), other.data.subarray(rest), data.subarray(rest), rule, 1);
  return { width: one.width, height: one.height, data };
}

/** `all`: a word, or a byte, that is inside. */
function join<Numbers extends Uint8Array | Uint32Array>(a: Numbers, b: Numbers, out: Numbers, rule: Rule, all: number): void {
  if (rule === 'union') for (let index = 0; index < out.length; index += 1) out[index] = a[index] | b[index];
  else if (rule === 'intersect') for (let index = 0; index < out.length; index += 1) out[index] = a[index] & b[index];
  else for (let index = 0; index < out.length; index += 1) out[index] = a[index] & (b[index] ^ all);
}

/** Four pixels at once, as a large mask has millions; none where the bytes do not lie so. What is left over comes behind. */
function wordsOf({ buffer, byteOffset, length }: Uint8Array): Uint32Array {
  return byteOffset % 4 === 0 ? new Uint32Array(buffer, byteOffset, length >> 2) : new Uint32Array(0);
}

/** How many of four pixels are inside. */
function inWord(word: number): number {
  return Math.imul(word, 0x01010101) >>> 24;
}

/** @throws MaskError `mask-size-differs` where a mask that comes from elsewhere has another size than the picture. */
export function assertMaskFits(mask: { width: number; height: number }, picture: { width: number; height: number }): void {
  if (mask.width === picture.width && mask.height === picture.height) return;
  throw new MaskError({
    code: 'mask-size-differs',
    message: `The mask has ${mask.width} x ${mask.height} pixels, the picture ${picture.width} x ${picture.height}.`,
    hint: 'Give a mask of exactly the size of the picture.',
  });
}

function assertSameMaskSize(one: Mask, other: Mask): void {
  if (one.width === other.width && one.height === other.height) return;
  throw new MaskError({
    code: 'mask-size-differs',
    message: `Masks of ${one.width} x ${one.height} and ${other.width} x ${other.height} pixels cannot be combined.`,
    hint: 'Use masks of the same picture.',
  });
}
