// ICC profiles (ICC.1:2022) as far as pictures carry them: curves and a matrix, a grey curve, or a table from the device to the
// connection space. They are read as Chromium's skcms reads them: tables of the perceptual intent, and no compensation of black points.

import type { ColourCoding, Curve } from './coding.ts';
import { srgbCurve } from './cicp.ts';
import { tableOf } from './icc-table.ts';
import { fromD50, type Matrix, multiply } from './matrix.ts';

export type ProfileKind = 'grey' | 'rgb' | 'cmyk';

export interface Profile {
  kind: ProfileKind;
  /** Null where it is sRGB within what a byte can tell. */
  coding: ColourCoding | null;
}

const kinds: Record<string, ProfileKind> = { 'GRAY': 'grey', 'RGB ': 'rgb', 'CMYK': 'cmyk' };

/** Null for what is no profile, or one of a form that is not read here. */
export function readProfile(bytes: Uint8Array): Profile | null {
  try {
    return read(new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  } catch (error) {
    // Offsets that point outside of it.
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function read(view: DataView): Profile | null {
  if (view.byteLength < 132 || word(view, 36) !== 'acsp') return null;
  const kind = kinds[word(view, 16)];
  const connection = word(view, 20);
  if (kind === undefined || (connection !== 'XYZ ' && connection !== 'Lab ')) return null;
  const tags = tagsOf(view);
  const table = tags.get('A2B0') ?? tags.get('A2B1');
  if (table !== undefined) {
    const look = tableOf(table, connection, kind === 'grey' ? 1 : kind === 'rgb' ? 3 : 4);
    if (look !== null) return { kind, coding: { kind: 'table', inputs: kind === 'grey' ? 1 : kind === 'rgb' ? 3 : 4, look } };
    if (kind === 'cmyk') return null;
  }
  if (kind === 'grey') {
    const curve = curveOf(tags.get('kTRC'));
    return curve && { kind, coding: curve === 'srgb' ? null : { kind: 'curves', curve, matrix: [1, 0, 0, 1, 0, 0, 1, 0, 0] } };
  }
  return kind === 'rgb' ? rgbOf(tags) : null;
}

function rgbOf(tags: Map<string, DataView>): Profile | null {
  const curves = ['rTRC', 'gTRC', 'bTRC'].map((name) => curveOf(tags.get(name)));
  const columns = ['rXYZ', 'gXYZ', 'bXYZ'].map((name) => tags.get(name));
  if (curves.includes(null) || columns.includes(undefined)) return null;
  const at = (column: number, row: number): number => fixed(columns[column]!, 8 + 4 * row);
  const space = [0, 1, 2].flatMap((row) => [0, 1, 2].map((column) => at(column, row))) as unknown as Matrix;
  const matrix = multiply(fromD50, space);
  const isSrgb = matrix.every((value, index) => Math.abs(value - (index % 4 === 0 ? 1 : 0)) < 0.003) && curves.every((curve) => curve === 'srgb');
  const plain = curves.map((curve) => (curve === 'srgb' ? srgbCurve : (curve as Curve))) as [Curve, Curve, Curve];
  return { kind: 'rgb', coding: isSrgb ? null : { kind: 'curves', curve: plain, matrix } };
}

function tagsOf(view: DataView): Map<string, DataView> {
  const tags = new Map<string, DataView>();
  const count = Math.min(100, view.getUint32(128));
  for (let index = 0; index < count; index += 1) {
    const at = 132 + 12 * index;
    const [offset, length] = [view.getUint32(at + 4), view.getUint32(at + 8)];
    if (offset + length <= view.byteLength) tags.set(word(view, at), new DataView(view.buffer, view.byteOffset + offset, length));
  }
  return tags;
}

/** A curve, 'srgb' for one that is sRGB's within half a byte, null for none. */
function curveOf(view: DataView | undefined): Curve | 'srgb' | null {
  const curve = view === undefined ? null : readCurve(view);
  if (curve === null) return null;
  for (let value = 0; value <= 255; value += 5) if (Math.abs(curve(value / 255) - srgbCurve(value / 255)) > 1 / 512) return curve;
  return 'srgb';
}

/** `curv` and `para` (ICC.1, 10.6 and 10.18). */
export function readCurve(view: DataView): Curve | null {
  const type = word(view, 0);
  if (type === 'curv') {
    const count = view.getUint32(8);
    if (count === 0) return (value) => value;
    if (count === 1) {
      const gamma = view.getUint16(12) / 256;
      return (value) => value ** gamma;
    }
    return between(Float64Array.from({ length: count }, (_, index) => view.getUint16(12 + 2 * index) / 65_535));
  }
  if (type !== 'para') return null;
  const form = view.getUint16(8);
  const counts = [1, 3, 4, 5, 7];
  if (counts[form] === undefined) return null;
  const [g, a = 1, b = 0, c = 0, d = 0, e = 0, f = 0] = Array.from({ length: counts[form] }, (_, index) => fixed(view, 12 + 4 * index));
  if (form === 0) return (value) => value ** g;
  if (form === 1) return (value) => (value >= -b / a ? (a * value + b) ** g : 0);
  if (form === 2) return (value) => (value >= -b / a ? (a * value + b) ** g + c : c);
  return (value) => (value >= d ? (a * value + b) ** g + e : c * value + f);
}

/** A line through values at even distances. */
export function between(values: Float64Array): Curve {
  const last = values.length - 1;
  return (value) => {
    const place = Math.min(1, Math.max(0, value)) * last;
    const left = Math.min(last, Math.floor(place));
    return values[left] + (place - left) * (values[Math.min(last, left + 1)] - values[left]);
  };
}

function fixed(view: DataView, at: number): number {
  return view.getInt32(at) / 65_536;
}

export function word(view: DataView, at: number): string {
  return String.fromCharCode(view.getUint8(at), view.getUint8(at + 1), view.getUint8(at + 2), view.getUint8(at + 3));
}
