// From the bytes of a picture file, whose header was looked at, to pixels of sRGB.

import type { Metadata } from 'sharp';
import { asStill } from './boxes.ts';
import { toSrgb } from './colour/convert.ts';
import type { ColourCoding } from './colour/coding.ts';
import { coloursOf } from './colour/of-file.ts';
import { sharp } from './decoder.ts';
import { decodeHeic } from './heic.ts';
import { keptSize, type PictureLimits } from './limits.ts';
import type { Picture } from './picture.ts';
import type { PictureFormat } from './sniff.ts';

type Pipeline = ReturnType<typeof sharp>;

/** What is known before anything is decoded. */
export interface Header extends Pick<Metadata, 'space' | 'depth' | 'hasAlpha' | 'icc' | 'pages' | 'isProgressive' | 'channels' | 'orientation'> {
  /** As it is shown, turned. */
  width: number;
  height: number;
}

export interface Decoded {
  picture: Picture;
  /** Whether it was shown for another screen than ours: brighter than white. */
  hdr: boolean;
}

/** @throws Error of the decoder. */
export async function decode(bytes: Uint8Array, format: PictureFormat, header: Header, limits: PictureLimits): Promise<Decoded> {
  const size = keptSize(header.width, header.height, limits);
  const colours = coloursOf(bytes, format, header.space, header.icc);
  const coding = colours.kind === 'coding' ? colours.coding : null;
  const hdr = coding?.kind === 'curves' && coding.hdr !== undefined;
  if (format === 'heic') return { picture: await fromHeic(bytes, coding, limits), hdr };
  // 'error' refuses truncated and damaged pixels but lets pass what cameras commonly get wrong in metadata.
  let pipeline = sharp(format === 'avif' ? asStill(bytes) : bytes, { limitInputPixels: limits.pixels, failOn: 'error', pages: 1, ignoreIcc: colours.kind === 'coding' })
    .timeout({ seconds: Math.ceil(limits.seconds) })
    .autoOrient();
  if (size.width !== header.width || size.height !== header.height) pipeline = pipeline.resize({ ...size, fit: 'fill' });
  return { picture: await pixelsOf(pipeline, header, format, coding), hdr };
}

async function pixelsOf(pipeline: Pipeline, header: Header, format: PictureFormat, coding: ColourCoding | null): Promise<Picture> {
  const inks = header.space === 'cmyk' && coding !== null;
  // Sixteen bits count where colours are moved; a PNG alone has them in full.
  const wide = !inks && coding !== null && format === 'png' && header.depth === 'ushort';
  let shaped = inks ? pipeline.pipelineColourspace('cmyk').toColourspace('cmyk') : wide ? pipeline.pipelineColourspace('rgb16').toColourspace('rgb16') : pipeline.toColourspace('srgb');
  if (header.hasAlpha && !inks) shaped = shaped.ensureAlpha();
  const { data, info } = await shaped.raw({ depth: wide ? 'ushort' : 'uchar' }).toBuffer({ resolveWithObject: true });
  const { width, height, channels } = info;
  const numbers = wide ? new Uint16Array(data.buffer, data.byteOffset, data.length / 2) : new Uint8Array(data.buffer, data.byteOffset, data.length);
  return fromNumbers({ data: numbers, channels, width, height }, inks ? 4 : channels < 3 ? 1 : 3, coding);
}

async function fromHeic(bytes: Uint8Array, coding: ColourCoding | null, limits: PictureLimits): Promise<Picture> {
  const { width, height, data } = await decodeHeic(bytes);
  const size = keptSize(width, height, limits);
  if (size.width === width) return fromNumbers({ data, channels: 4, width, height }, 3, coding);
  const smaller = await sharp(data, { raw: { width, height, channels: 4 } }).resize({ ...size, fit: 'fill' }).raw().toBuffer();
  return fromNumbers({ data: smaller, channels: 4, ...size }, 3, coding);
}

interface Numbers {
  data: Uint8Array | Uint16Array;
  channels: number;
  width: number;
  height: number;
}

function fromNumbers({ data, channels, width, height }: Numbers, colours: 1 | 3 | 4, coding: ColourCoding | null): Picture {
  const alpha = channels > colours ? alphaOf(data, channels) : undefined;
  const rgb = coding !== null ? toSrgb({ data, channels, colours }, coding) : channels === 3 ? (data as Uint8Array) : plain(data as Uint8Array, channels, colours);
  return { width, height, data: rgb, ...(alpha === undefined ? {} : { alpha }) };
}

function plain(data: Uint8Array, channels: number, colours: number): Uint8Array {
  const out = new Uint8Array((data.length / channels) * 3);
  const [second, third] = colours === 1 ? [0, 0] : [1, 2];
  for (let from = 0, to = 0; to < out.length; from += channels, to += 3) {
    out[to] = data[from];
    out[to + 1] = data[from + second];
    out[to + 2] = data[from + third];
  }
  return out;
}

/** The last channel in 8 bits; none where all of it is opaque. */
function alphaOf(data: Uint8Array | Uint16Array, channels: number): Uint8Array | undefined {
  const alpha = new Uint8Array(data.length / channels);
  const unit = data instanceof Uint8Array ? 1 : 257;
  let opaque = true;
  for (let pixel = 0, at = channels - 1; pixel < alpha.length; pixel += 1, at += channels) {
    alpha[pixel] = Math.round(data[at] / unit);
    if (alpha[pixel] < 255) opaque = false;
  }
  return opaque ? undefined : alpha;
}
