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
  return combine(one, other, (a, b) => a | b);
}

export function intersect(one: Mask, other: Mask): Mask {
  return combine(one, other, (a, b) => a & b);
}

/** What is in `one` and not in `other`. */
export function subtract(one: Mask, other: Mask): Mask {
  return combine(one, other, (a, b) => a & (b ^ 1));
}

export function invert(mask: Mask): Mask {
  return { ...mask, data: mask.data.map((value) => value ^ 1) };
}

/** Number of pixels inside. */
export function area(mask: Mask): number {
  const { data } = mask;
  let count = 0;
  // Ten times as fast as going over its values: a large mask has millions.
  for (let index = 0; index < data.length; index += 1) count += data[index];
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
  let both = 0;
  let either = 0;
  for (let index = 0; index < one.data.length; index += 1) {
    both += one.data[index] & other.data[index];
    either += one.data[index] | other.data[index];
  }
  return either === 0 ? 1 : both / either;
}

function combine(one: Mask, other: Mask, rule: (a: number, b: number) => number): Mask {
  assertSameMaskSize(one, other);
  const data = new Uint8Array(one.data.length);
  for (let index = 0; index < data.length; index += 1) data[index] = rule(one.data[index], other.data[index]);
  return { width: one.width, height: one.height, data };
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
