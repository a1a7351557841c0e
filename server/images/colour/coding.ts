// What the numbers of a picture mean: how they become light.

import type { Matrix } from './matrix.ts';

/** From a channel's number, 0 to 1, to light, 0 to 1 (above 1 for HDR, in units of a white sheet of paper). */
export type Curve = (value: number) => number;

export type ColourCoding =
  /** One curve for grey or each of red, green and blue, then a matrix to linear sRGB. */
  | { kind: 'curves'; curve: Curve | readonly [Curve, Curve, Curve]; matrix: Matrix; hdr?: 'pq' | 'hlg' }
  /** A profile's table: `inputs` numbers of 0 to 1 to linear sRGB, not clipped, written to `light`. */
  | { kind: 'table'; inputs: 1 | 3 | 4; look: (device: Float32Array, light: Float32Array) => void }
  /** Four inks without a profile. */
  | { kind: 'inks' };

export function isCurves(coding: ColourCoding): coding is Extract<ColourCoding, { kind: 'curves' }> {
  return coding.kind === 'curves';
}
