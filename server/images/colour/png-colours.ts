// What a PNG says of its colours (PNG, third edition, 4.3): cICP before iCCP before sRGB before gAMA with cHRM.

import { inflateSync } from 'node:zlib';
import { pngChunks } from '../png-chunks.ts';
import { codingByGamma, codingByNumbers } from './cicp.ts';
import type { ColourCoding } from './coding.ts';
import { type Primaries, srgbPrimaries } from './matrix.ts';

export type PngColours = { kind: 'coding'; coding: ColourCoding | null } | { kind: 'profile'; bytes: Uint8Array };

/** Larger profiles are no profiles. */
const largestProfile = 8 * 1024 * 1024;

export function pngColours(bytes: Uint8Array): PngColours {
  const found = new Map<string, DataView>();
  for (const { type, data } of pngChunks(bytes)) {
    if (type === 'IDAT') break;
    if (!found.has(type)) found.set(type, new DataView(data.buffer, data.byteOffset, data.byteLength));
  }
  const numbers = found.get('cICP');
  // Red, green and blue over the full range is all that PNG knows; anything else is no valid chunk.
  if (numbers?.byteLength === 4 && numbers.getUint8(2) === 0 && numbers.getUint8(3) === 1) {
    const coding = codingByNumbers(numbers.getUint8(0), numbers.getUint8(1));
    const isSrgb = numbers.getUint8(0) === 1 && numbers.getUint8(1) === 13;
    if (coding !== null || isSrgb) return { kind: 'coding', coding };
  }
  const profile = found.get('iCCP');
  const unpacked = profile && unpack(profile);
  if (unpacked) return { kind: 'profile', bytes: unpacked };
  if (found.has('sRGB')) return { kind: 'coding', coding: null };
  const gamma = found.get('gAMA');
  if (gamma?.byteLength !== 4) return { kind: 'coding', coding: null };
  return { kind: 'coding', coding: byGamma(gamma.getUint32(0) / 100_000, found.get('cHRM')) };
}

function byGamma(gamma: number, chroma: DataView | undefined): ColourCoding | null {
  if (gamma <= 0) return null;
  const at = (index: number): [number, number] => [chroma!.getUint32(index * 8) / 100_000, chroma!.getUint32(index * 8 + 4) / 100_000];
  const primaries: Primaries = chroma?.byteLength === 32 ? [at(1), at(2), at(3), at(0)] : srgbPrimaries;
  if (primaries.some(([x, y]) => x <= 0 || y <= 0 || x + y > 1)) return null;
  const isSrgb = Math.abs(gamma - 0.45455) < 0.0003 && primaries.every(([x, y], index) => Math.abs(x - srgbPrimaries[index][0]) + Math.abs(y - srgbPrimaries[index][1]) < 0.002);
  return isSrgb ? null : codingByGamma(1 / gamma, primaries);
}

/** Name, 0, method 0, then the profile compressed. */
function unpack(view: DataView): Uint8Array | null {
  const data = new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
  const end = data.indexOf(0);
  if (end < 1 || data[end + 1] !== 0) return null;
  try {
    return inflateSync(data.subarray(end + 2), { maxOutputLength: largestProfile });
  } catch {
    return null;
  }
}
