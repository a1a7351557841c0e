// From an untrusted file to raw pixels. The order is the protection: byte cap, first bytes, header, caps of pixels, shape and memory, and
// only then the decoder.

import { readFile, stat } from 'node:fs/promises';
import { FocusError, PictureError } from '../errors.ts';
import { asStill, primaryItem } from './boxes.ts';
import { decode, type Header } from './decode.ts';
import { sharp } from './decoder.ts';
import { frameBytesOf } from './frame-bytes.ts';
import { bringsTables } from './jpeg-segments.ts';
import { defaultLimits, type PictureLimits } from './limits.ts';
import { type IntakeNote, notesFor } from './notes.ts';
import type { Picture } from './picture.ts';
import { refuse } from './refusals.ts';
import { isReadable, type PictureFormat, sniff } from './sniff.ts';
import { endsTooEarly } from './truncation.ts';

export type { IntakeNote } from './notes.ts';

export interface ReadPicture extends Picture {
  format: PictureFormat;
  notes: IntakeNote[];
}

/**
 * Reads a picture file (its bytes, or the path of a local file) as 8-bit sRGB, as a browser shows it: turned by its EXIF orientation, its
 * colours converted, the first frame of an animation, with its alpha. A picture larger than what is kept is scaled down, with a note.
 * @throws PictureError with a code that starts with `picture-`: missing, empty, too-large, too-narrow, not-a-picture,
 *   format-refused, truncated, damaged, too-slow.
 */
export async function readPicture(input: Uint8Array | string, given: Partial<PictureLimits> = {}): Promise<ReadPicture> {
  const limits = { ...defaultLimits, ...given };
  const bytes = typeof input === 'string' ? await readBytes(input, limits.bytes) : input;
  if (bytes.length === 0) throw refuse.empty();
  if (bytes.length > limits.bytes) throw refuse.tooManyBytes(bytes.length, limits.bytes);
  const format = sniff(bytes);
  if (!isReadable(format)) throw refuse.format(format);
  try {
    const header = await headerOf(bytes, format);
    const { width, height } = header;
    if (format === 'jpeg' && !bringsTables(bytes)) throw refuse.damaged(format, new Error('no Huffman tables'));
    if (width * height > limits.pixels) throw refuse.tooManyPixels(width, height, limits.pixels);
    if (Math.max(width, height) > limits.ratio * Math.min(width, height)) throw refuse.tooNarrow(width, height, limits.ratio);
    if (frameBytesOf(format, header) > limits.frameBytes) throw refuse.tooMuchMemory(width, height, format);
    if (limits.seconds <= 0) throw refuse.tooSlow();
    const { picture, hdr } = await decode(bytes, format, header, limits);
    return { ...picture, format, notes: notesFor({ header, bytes, format, picture, hdr }) };
  } catch (error) {
    if (FocusError.isInstance(error)) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    if (/timeout/i.test(reason)) throw refuse.tooSlow(error);
    throw endsTooEarly(bytes, format, reason) ? refuse.truncated(format, error) : refuse.damaged(format, error);
  }
}

/** A picture that focus wrote itself: cropped or made larger, it may be of a size and shape that is not taken in. */
const stored: Partial<PictureLimits> = {
  bytes: Infinity, pixels: 200_000_000, keptPixels: 200_000_000, keptSide: Infinity, ratio: Infinity, frameBytes: Infinity, seconds: 120,
};

/** A picture that focus wrote itself, as it is. @throws as `readPicture`. */
export function readStoredPicture(bytes: Uint8Array): Promise<ReadPicture> {
  return readPicture(bytes, stored);
}

/** No pixel is decoded here, so a bomb costs nothing. */
async function headerOf(bytes: Uint8Array, format: PictureFormat): Promise<Header> {
  if (format === 'heic') {
    const { width = 0, height = 0 } = primaryItem(bytes) ?? {};
    if (width === 0 || height === 0) throw refuse.damaged('heic', new Error('no primary picture'));
    return { width, height, space: 'srgb', depth: 'uchar', hasAlpha: true, isProgressive: false, channels: 4 };
  }
  const header = await sharp(format === 'avif' ? asStill(bytes) : bytes, { limitInputPixels: false }).metadata();
  // The decoder goes by the first frame; a browser would show the whole screen of a GIF.
  const { width, height } = format === 'gif' ? screenOf(bytes, header.autoOrient) : header.autoOrient;
  return { ...header, width, height };
}

/** Logical screen of a GIF, where it is larger than its first frame. */
function screenOf(bytes: Uint8Array, frame: { width: number; height: number }): { width: number; height: number } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const [width, height] = [view.getUint16(6, true), view.getUint16(8, true)];
  return width * height > defaultLimits.keptPixels ? { width, height } : frame;
}

async function readBytes(path: string, byteCap: number): Promise<Uint8Array> {
  try {
    const status = await stat(path);
    if (!status.isFile()) {
      throw new PictureError({
        code: 'picture-missing',
        message: `${path} is not a file.`,
        status: 404,
        hint: 'Give the path of a picture file.',
      });
    }
    if (status.size > byteCap) throw refuse.tooManyBytes(status.size, byteCap);
    return await readFile(path);
  } catch (error) {
    if (FocusError.isInstance(error)) throw error;
    throw refuse.unreadable(path, error);
  }
}
