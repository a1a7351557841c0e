// Tells what a file is from its first bytes. Names and declared types are never believed.

import { brandsOf } from './boxes.ts';

export type PictureFormat = 'jpeg' | 'png' | 'webp' | 'gif' | 'avif' | 'heic';
export type RefusedFormat = 'svg' | 'pdf' | 'tiff' | 'bmp' | 'video' | 'html' | 'text' | 'unknown';

const readable: ReadonlySet<string> = new Set<PictureFormat>(['jpeg', 'png', 'webp', 'gif', 'avif', 'heic']);

export function isReadable(format: PictureFormat | RefusedFormat): format is PictureFormat {
  return readable.has(format);
}

/** The format of a file by its first bytes. Never throws. */
export function sniff(bytes: Uint8Array): PictureFormat | RefusedFormat {
  if (startsWith(bytes, [0xff, 0xd8, 0xff])) return 'jpeg';
  if (startsWith(bytes, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) return 'png';
  const text = latin1(bytes, 0, 16);
  if (text.startsWith('RIFF') && text.slice(8, 12) === 'WEBP') return 'webp';
  if (text.startsWith('RIFF') && text.slice(8, 11) === 'AVI') return 'video';
  if (text.startsWith('GIF87a') || text.startsWith('GIF89a')) return 'gif';
  if (text.slice(4, 8) === 'ftyp') return sniffBrands(brandsOf(bytes));
  if (startsWith(bytes, [0x1a, 0x45, 0xdf, 0xa3])) return 'video';
  if (text.startsWith('II*\0') || text.startsWith('MM\0*')) return 'tiff';
  if (text.startsWith('%PDF')) return 'pdf';
  if (text.startsWith('BM') && bytes.length > 26 && latin1(bytes, 6, 10) === '\0\0\0\0') return 'bmp';
  return sniffText(bytes);
}

const avifBrands: ReadonlySet<string> = new Set(['avif', 'avis']);
const heicBrands: ReadonlySet<string> = new Set(['heic', 'heix', 'hevc', 'hevx', 'heim', 'heis', 'hevm', 'hevs']);
/** They say that it is a still picture, and not of which kind. */
const stillBrands: ReadonlySet<string> = new Set(['mif1', 'mif2', 'msf1', 'miaf']);

/** The major brand, and where that says nothing of the kind the compatible ones. */
function sniffBrands([major, ...compatible]: readonly string[]): PictureFormat | RefusedFormat {
  for (const brand of [major, ...compatible]) {
    if (avifBrands.has(brand)) return 'avif';
    if (heicBrands.has(brand)) return 'heic';
  }
  return stillBrands.has(major) ? 'heic' : 'video';
}

function sniffText(bytes: Uint8Array): RefusedFormat {
  const head = bytes.subarray(0, 1024);
  // UTF-8 text has no control characters but tab, line feed, form feed and carriage return.
  for (const byte of head) {
    if (byte < 9 || byte === 11 || (byte > 13 && byte < 32)) return 'unknown';
  }
  const text = new TextDecoder().decode(head).replace(/^\uFEFF/, '').trimStart().toLowerCase();
  if (text.includes('\uFFFD') && !text.endsWith('\uFFFD')) return 'unknown';
  if (/<svg[\s>]/.test(text)) return 'svg';
  return text.startsWith('<!doctype html') || text.startsWith('<html') ? 'html' : 'text';
}

function startsWith(bytes: Uint8Array, magic: readonly number[]): boolean {
  return magic.every((value, index) => bytes[index] === value);
}

function latin1(bytes: Uint8Array, from: number, to: number): string {
  return String.fromCharCode(...bytes.subarray(from, to));
}
