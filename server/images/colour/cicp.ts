// Colours by numbers: the code points of ITU-T H.273 that AVIF (nclx), HEIC and PNG (cICP) use. A number that says nothing, or that no
// browser knows, gives null: such a picture is shown as sRGB.

import type { ColourCoding, Curve } from './coding.ts';
import { fromD50, multiply, type Primaries, srgbPrimaries, toD50 } from './matrix.ts';

const d65 = [0.3127, 0.329] as const;
const illuminantC = [0.31, 0.316] as const;

const primariesByNumber: Record<number, Primaries> = {
  1: srgbPrimaries,
  4: [[0.67, 0.33], [0.21, 0.71], [0.14, 0.08], illuminantC],
  5: [[0.64, 0.33], [0.29, 0.6], [0.15, 0.06], d65],
  6: [[0.63, 0.34], [0.31, 0.595], [0.155, 0.07], d65],
  7: [[0.63, 0.34], [0.31, 0.595], [0.155, 0.07], d65],
  8: [[0.681, 0.319], [0.243, 0.692], [0.145, 0.049], illuminantC],
  9: [[0.708, 0.292], [0.17, 0.797], [0.131, 0.046], d65],
  10: [[1, 0], [0, 1], [0, 0], [1 / 3, 1 / 3]],
  11: [[0.68, 0.32], [0.265, 0.69], [0.15, 0.06], [0.314, 0.351]],
  12: [[0.68, 0.32], [0.265, 0.69], [0.15, 0.06], d65],
  22: [[0.63, 0.34], [0.295, 0.605], [0.155, 0.077], d65],
};

/** BT.709 and its like, as a screen of BT.1886 shows them. */
const bt709: Curve = (value) => value ** 2.4;

const smpte240: Curve = (value) => (value < 0.0913 ? value / 4 : ((value + 0.1115) / 1.1115) ** (1 / 0.45));

export const srgbCurve: Curve = (value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);

export const gammaCurve = (gamma: number): Curve => (value) => value ** gamma;

/** Candelas of a white sheet of paper (ITU-R BT.2408). */
const paperWhite = 203;

/** SMPTE ST 2084; 1 is a white sheet of paper. */
const pq: Curve = (value) => {
  const power = value ** (1 / 78.84375);
  return (10_000 / paperWhite) * (Math.max(0, power - 0.8359375) / (18.8515625 - 18.6875 * power)) ** (1 / 0.1593017578125);
};

/** ARIB STD-B67: light of the scene, 0 to 1. What a screen makes of it depends on all three colours (see convert.ts). */
const hlg: Curve = (value) => (value <= 0.5 ? (value * value) / 3 : (Math.exp((value - 0.55991073) / 0.17883277) + 0.28466892) / 12);

/** Transfer functions of video cameras. */
const cameraTransfers: readonly number[] = [1, 6, 11, 14, 15];

const curves: Record<number, Curve> = {
  4: gammaCurve(2.2), 5: gammaCurve(2.8), 7: smpte240, 8: (value) => value, 13: srgbCurve,
  ...Object.fromEntries(cameraTransfers.map((number) => [number, bt709])),
  16: pq, 17: (value) => (52.37 / 48) * value ** 2.6, 18: hlg,
};

/** Matrices that follow from the primaries: no browser reads them. */
const derivedMatrices: readonly number[] = [12, 13];

/** The numbers of an AVIF or HEIC, where those of cameras stand for what every screen shows. */
export function codingOfVideo(primaries: number, transfer: number, matrix: number): ColourCoding | null {
  if (derivedMatrices.includes(matrix)) return null;
  return codingByNumbers(primaries, cameraTransfers.includes(transfer) ? 13 : transfer);
}

/** Null: sRGB, or not known. */
export function codingByNumbers(primaries: number, transfer: number): ColourCoding | null {
  const [space, curve] = [primariesByNumber[primaries], curves[transfer]];
  if (space === undefined || curve === undefined || (primaries === 1 && transfer === 13)) return null;
  return { kind: 'curves', curve, matrix: multiply(fromD50, toD50(space)), ...(transfer === 16 ? { hdr: 'pq' } : transfer === 18 ? { hdr: 'hlg' } : {}) };
}

/** A space by its primaries and one power. */
export function codingByGamma(gamma: number, primaries: Primaries): ColourCoding {
  return { kind: 'curves', curve: gammaCurve(gamma), matrix: multiply(fromD50, toD50(primaries)) };
}
