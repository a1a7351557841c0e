// Picture files that say their colours in each of the ways that there are: one picture of sixteen patches.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32, deflateSync } from 'node:zlib';
import { sharp } from '../../../server/images/decoder.ts';
import { greyProfile, profile } from './icc.ts';

const patches = [
  [255, 0, 0], [0, 255, 0], [0, 0, 255], [255, 255, 255], [0, 0, 0], [128, 128, 128], [200, 40, 40], [40, 180, 60],
  [40, 80, 200], [230, 180, 150], [20, 20, 24], [250, 240, 60], [90, 60, 130], [64, 64, 64], [190, 190, 190], [10, 120, 130],
];
/** Side of a patch and of the picture, pixels. */
export const [patchSide, side] = [16, 64];

const patchAt = (pixel: number): number => Math.floor(pixel / side / patchSide) * 4 + Math.floor((pixel % side) / patchSide);

type Space = 'rgb' | 'grey' | 'rgba';

/** [side, side, channels] */
function pixels(space: Space, bits: 8 | 16 = 8): Uint8Array | Uint16Array {
  const channels = { rgb: 3, grey: 1, rgba: 4 }[space];
  const values = Array.from({ length: side * side * channels }, (_, at) => {
    const patch = patchAt(Math.floor(at / channels));
    const value = at % channels === 3 ? 255 - patch * 12 : patches[patch][space === 'grey' ? 1 : at % channels];
    return bits === 8 ? value : value * 257;
  });
  return bits === 8 ? Uint8Array.from(values) : Uint16Array.from(values);
}

function image(space: Space, bits: 8 | 16 = 8): ReturnType<typeof sharp> {
  const channels = { rgb: 3, grey: 1, rgba: 4 }[space] as 1 | 3 | 4;
  const made = sharp(pixels(space, bits), { raw: { width: side, height: side, channels } });
  return space === 'grey' ? made.toColourspace('b-w') : bits === 16 ? made.toColourspace('rgb16') : made;
}

/** A chunk of a PNG. */
export function chunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

/** The PNG with chunks behind its header. */
export function withChunks(png: Uint8Array, ...chunks: Buffer[]): Buffer {
  return Buffer.concat([png.subarray(0, 33), ...chunks, png.subarray(33)]);
}

const numbers = (...values: number[]): Buffer => {
  const out = Buffer.alloc(4 * values.length);
  values.forEach((value, index) => out.writeUInt32BE(Math.round(value * 100_000), 4 * index));
  return out;
};
const gamma = (value: number): Buffer => chunk('gAMA', numbers(value));
/** White, red, green, blue. */
const chroma = (...places: number[]): Buffer => chunk('cHRM', numbers(...places));
const cicp = (...points: number[]): Buffer => chunk('cICP', Buffer.from(points));
const embedded = (icc: Uint8Array): Buffer => chunk('iCCP', Buffer.concat([Buffer.from('x\0\0', 'latin1'), deflateSync(icc)]));

/** The JPEG with an ICC profile. */
function withProfile(jpeg: Uint8Array, icc: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from('ICC_PROFILE\0\x01\x01', 'latin1'), icc]);
  const head = Buffer.from([0xff, 0xe2, 0, 0]);
  head.writeUInt16BE(body.length + 2, 2);
  return Buffer.concat([jpeg.subarray(0, 2), head, body, jpeg.subarray(2)]);
}

const d65 = [0.3127, 0.329];
const adobe = [...d65, 0.64, 0.33, 0.21, 0.71, 0.15, 0.06];
const wide = [...d65, 0.708, 0.292, 0.17, 0.797, 0.131, 0.046];

export interface ColourFile {
  name: string;
  type: string;
  bytes: Uint8Array;
  /** How far a channel may be from the browser's, of 255, where that is more than rounding. */
  within?: number;
}

export async function colourFiles(): Promise<ColourFile[]> {
  const png = await image('rgb').png().toBuffer();
  const grey = await image('grey').png().toBuffer();
  const deep = await image('rgb', 16).png().toBuffer();
  const palette = await image('rgb').png({ palette: true, colours: 32 }).toBuffer();
  const interlaced = await image('rgb').png({ progressive: true }).toBuffer();
  const alpha = await image('rgba').png().toBuffer();
  const pngs: Record<string, Buffer> = {
    plain: png, grey, 'sixteen bits': deep, palette, interlaced, alpha,
    'palette with alpha': await image('rgba').png({ palette: true, colours: 64 }).toBuffer(),
    ...Object.fromEntries([1, 0.55556, 0.45455, 0].map((value) => [`gAMA ${value}`, withChunks(png, gamma(value))])),
    'gAMA and cHRM of Adobe RGB': withChunks(png, gamma(1 / 2.2), chroma(...adobe)),
    'gAMA and cHRM of BT.2020': withChunks(png, gamma(0.45455), chroma(...wide)),
    'cHRM alone': withChunks(png, chroma(...adobe)),
    'sRGB beside gAMA': withChunks(png, chunk('sRGB', Buffer.from([0])), gamma(1)),
    'iCCP beside gAMA': withChunks(png, gamma(1), embedded(profile('display-p3', 2.2))),
    'iCCP of ProPhoto': withChunks(png, embedded(profile('prophoto', 1.8))),
    'iCCP that is damaged': withChunks(png, chunk('iCCP', Buffer.from('x\0\0nonsense', 'latin1'))),
    'cICP beside iCCP': withChunks(png, cicp(12, 13, 0, 1), embedded(profile('adobe', 2.2))),
    'cICP that says nothing': withChunks(png, cicp(2, 2, 0, 1)),
    ...Object.fromEntries([[1, 1], [1, 4], [1, 5], [1, 7], [1, 8], [1, 11], [1, 13], [1, 17], [4, 13], [6, 6], [8, 13], [9, 14], [10, 13], [11, 13], [12, 13], [22, 13]]
      .map(([primaries, transfer]) => [`cICP ${primaries} ${transfer}`, withChunks(png, cicp(primaries, transfer, 0, 1))])),
    'grey, gAMA': withChunks(grey, gamma(1)), 'grey, grey iCCP': withChunks(grey, embedded(greyProfile(1.8))),
    'sixteen bits, gAMA': withChunks(deep, gamma(1)), 'sixteen bits, cICP': withChunks(deep, cicp(12, 13, 0, 1)), 'sixteen bits, iCCP': withChunks(deep, embedded(profile('display-p3', 2.2))),
    'palette, gAMA': withChunks(palette, gamma(1)), 'palette, iCCP': withChunks(palette, embedded(profile('display-p3', 2.2))),
    'interlaced, cICP': withChunks(interlaced, cicp(12, 13, 0, 1)), 'alpha, gAMA': withChunks(alpha, gamma(1)),
  };
  const hdr = { 'cICP PQ': cicp(9, 16, 0, 1), 'cICP HLG': cicp(9, 18, 0, 1), 'cICP PQ in P3': cicp(12, 16, 0, 1) };
  const jpeg = await image('rgb').jpeg({ quality: 100, chromaSubsampling: '4:4:4' }).toBuffer();
  const greyJpeg = await image('grey').jpeg({ quality: 100 }).toBuffer();
  const jpegs: Record<string, Buffer> = {
    plain: jpeg, grey: greyJpeg, progressive: await image('rgb').jpeg({ quality: 100, progressive: true }).toBuffer(),
    ...Object.fromEntries((['display-p3', 'adobe', 'prophoto', 'bt2020'] as const).map((space) => [`profile of ${space}`, withProfile(jpeg, profile(space, space === 'prophoto' ? 1.8 : 2.2))])),
    'a profile that is none': withProfile(jpeg, Buffer.from('nonsense of no use '.repeat(12))),
    'colours with a grey profile': withProfile(jpeg, greyProfile(1.8)),
    'grey with a grey profile': withProfile(greyJpeg, greyProfile(1.8)), 'grey with a coloured profile': withProfile(greyJpeg, profile('display-p3', 2.2)),
    'CMYK without a profile': await image('rgb').toColourspace('cmyk').jpeg({ quality: 100, chromaSubsampling: '4:4:4' }).toBuffer(),
  };
  const inks = await image('rgb').withIccProfile('cmyk').toColourspace('cmyk').jpeg({ quality: 100, chromaSubsampling: '4:4:4' }).toBuffer();
  const webps = { plain: await image('rgb').webp({ lossless: true }).toBuffer(), alpha: await image('rgba').webp({ lossless: true }).toBuffer(), 'profile of Display P3': await image('rgb').withIccProfile('p3').webp({ lossless: true }).toBuffer() };
  const shipped = ['avif-nclx-p3-lim', 'avif-nclx-p3-10', 'avif-nclx-2020', 'avif-irot'];
  const file = (kind: string, within?: number) => ([name, bytes]: [string, Uint8Array]): ColourFile => ({ name: `${kind}: ${name}`, type: `image/${kind}`, bytes, within });
  const stored = (name: string): [string, Buffer] => [name, readFileSync(join(import.meta.dirname, 'files', `${name}.avif`))];
  return [
    ...Object.entries(pngs).map(file('png')),
    // What is brighter than white is pressed together by a curve that is known here within a few steps.
    ...Object.entries(hdr).map(([name, said]) => file('png', 6)([name, withChunks(png, said)])),
    ...Object.entries(jpegs).map(file('jpeg')),
    // Chromium reads this table otherwise in its greys, by so much; libvips alone would be 44 off.
    file('jpeg', 21)(['CMYK with a profile', inks]),
    ...Object.entries(webps).map(file('webp')),
    file('gif')(['plain', await image('rgb').gif({ colours: 64, dither: 0 }).toBuffer()]),
    file('avif')(['plain', await image('rgb').avif({ quality: 100, chromaSubsampling: '4:4:4', effort: 1 }).toBuffer()]),
    ...shipped.map(stored).map(file('avif')),
    ...['avif-nclx-pq', 'avif-nclx-hlg'].map(stored).map(file('avif', 6)),
  ];
}
