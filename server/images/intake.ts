// From an untrusted file to raw pixels. The order is the protection: byte cap, first bytes, header, pixel
// cap, and only then the decoder.

import { readFile, stat } from 'node:fs/promises';
import { FocusError, PictureError } from '../errors.ts';
import { sharp } from './decoder.ts';
import { defaultLimits, type PictureLimits } from './limits.ts';
import { onWhite, type Picture } from './picture.ts';
import { refuse } from './refusals.ts';
import { isReadable, type PictureFormat, sniff } from './sniff.ts';
import { endsTooEarly, isAnimatedPng } from './truncation.ts';

/** Something done to the picture on the way in that its owner should know. */
export interface IntakeNote {
  code: 'first-frame' | 'transparency' | 'cmyk' | 'sixteen-bit';
  message: string;
}

export interface ReadPicture extends Picture {
  format: PictureFormat;
  notes: IntakeNote[];
}

/**
 * Reads a picture file (its bytes, or the path of a local file) as 8-bit sRGB: EXIF orientation and colour
 * profile applied, transparency on white, the first frame of an animation.
 * @throws PictureError with a code that starts with `picture-`: missing, empty, too-large, not-a-picture,
 *   format-refused, truncated, damaged.
 */
export async function readPicture(input: Uint8Array | string, limits: Partial<PictureLimits> = {}): Promise<ReadPicture> {
  const { format, notes, ...picture } = await readTransparent(input, limits);
  const white: IntakeNote = { code: 'transparency', message: 'The picture is partly transparent; it was put on white.' };
  return { ...onWhite(picture), format, notes: notes.map((note) => (note.code === 'transparency' ? white : note)) };
}

/** As `readPicture`, with the transparency that the file has. */
export async function readTransparent(
  input: Uint8Array | string,
  limits: Partial<PictureLimits> = {},
): Promise<ReadPicture> {
  const { bytes: byteCap, pixels: pixelCap, seconds } = { ...defaultLimits, ...limits };
  const bytes = typeof input === 'string' ? await readBytes(input, byteCap) : input;
  if (bytes.length === 0) throw refuse.empty();
  if (bytes.length > byteCap) throw refuse.tooManyBytes(bytes.length, byteCap);
  const format = sniff(bytes);
  if (!isReadable(format)) throw refuse.format(format);
  try {
    // The header alone: no pixel is decoded here, so a bomb costs nothing.
    const header = await sharp(bytes, { limitInputPixels: false }).metadata();
    const pixels = header.width * header.height;
    if (pixels > pixelCap) throw refuse.tooManyPixels(header.width, header.height, pixelCap);
    if (seconds <= 0) throw refuse.tooSlow();
    const picture = await decode(bytes, pixelCap, seconds, header.hasAlpha);
    return { ...picture, format, notes: notesFor(header, bytes, format, picture.alpha !== undefined) };
  } catch (error) {
    if (FocusError.isInstance(error)) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    if (/timeout/i.test(reason)) throw refuse.tooSlow(error);
    throw endsTooEarly(bytes, format, reason) ? refuse.truncated(format, error) : refuse.damaged(format, error);
  }
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

async function decode(
  bytes: Uint8Array,
  pixelCap: number,
  seconds: number,
  hasAlpha: boolean,
): Promise<Picture> {
  // 'error' refuses truncated and damaged pixels but lets pass what cameras commonly get wrong in metadata.
  let pipeline = sharp(bytes, { limitInputPixels: pixelCap, failOn: 'error', pages: 1 })
    .timeout({ seconds: Math.ceil(seconds) })
    .autoOrient()
    .toColourspace('srgb');
  if (hasAlpha) pipeline = pipeline.ensureAlpha();
  const { data, info } = await pipeline.raw({ depth: 'uchar' }).toBuffer({ resolveWithObject: true });
  const { width, height, channels } = info;
  if (channels === 3) return { width, height, data: tight(data) };
  const colours = new Uint8Array(width * height * 3);
  const alpha = new Uint8Array(width * height).fill(255);
  let transparent = false;
  for (let pixel = 0, from = 0, to = 0; to < colours.length; pixel += 1, from += channels, to += 3) {
    if (channels !== 1) alpha[pixel] = data[from + channels - 1];
    if (alpha[pixel] < 255) transparent = true;
    for (let channel = 0; channel < 3; channel += 1) colours[to + channel] = data[from + (channels < 3 ? 0 : channel)];
  }
  return { width, height, data: colours, ...(transparent ? { alpha } : {}) };
}

/** A plain Uint8Array over the buffer of sharp, which is a Buffer. */
function tight(data: Buffer): Uint8Array {
  return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
}

function notesFor(
  header: { pages?: number; space?: string; depth?: string },
  bytes: Uint8Array,
  format: PictureFormat,
  transparent: boolean,
): IntakeNote[] {
  const notes: IntakeNote[] = [];
  if ((header.pages ?? 1) > 1 || (format === 'png' && isAnimatedPng(bytes))) {
    notes.push({ code: 'first-frame', message: 'The picture is animated; only its first frame is used.' });
  }
  if (header.space === 'cmyk') {
    notes.push({ code: 'cmyk', message: 'The picture is CMYK; its colours were converted to sRGB.' });
  }
  if (header.depth === 'ushort') {
    notes.push({ code: 'sixteen-bit', message: 'The picture has 16 bits a channel; 8 are used.' });
  }
  if (transparent) {
    notes.push({ code: 'transparency', message: 'The picture is partly transparent, which is kept.' });
  }
  return notes;
}
