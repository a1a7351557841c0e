// How much of a thing has which colour.

import type { Mask } from '../../images/mask.ts';
import { assertMaskFits } from '../../images/mask.ts';
import type { Picture } from '../../images/picture.ts';
import { affinity, type Colour, colours } from './colour-words.ts';
import { oklab } from './oklab.ts';

/** Typical colours of each name in sRGB, of dyes as of fur, wood and skin. A pixel has the name of the one it is nearest to. */
const typical: Record<Colour, string> = {
  black: '000000 141414 262422 1c1e22 2a2a2c 1a1512',
  grey: '505050 6b6b6b 808080 999999 b0b0b0 5a5e63 8b8f94 a8a49e 3e4044 c4c4c4 7a7671',
  white: 'ffffff f4f4f4 e8e8e8 eef0f2 f5f1ea dcdcde fafaf5',
  red: 'ff0000 cc0000 a00010 dc143c b22222 8b0000 e03c31 700818 d04040 5a0a0f',
  orange: 'ff8000 ffa500 ff6a00 e67e22 f28c28 d2691e ff7f50 f7a14d c8601a',
  yellow: 'ffff00 ffd700 f5d130 e8c820 fff27a ffe135 d4b106 ffec9e c9b037 f0dc50 b8960c c8a415 a8870a d4a017 e0b83a 9a7d0a',
  green: '008000 00ff00 228b22 2e5b2e 4caf50 9acd32 6b8e23 556b2f 8fbc8f 1b3a1b 90ee90 32cd32 7ba05b 5a7a3a 00a550 a8c090 3c4a28',
  cyan: '00ffff 20c0c0 008b8b 40e0d0 5fd3d3 7fdbda 2aa5a0 afeeee 006d70',
  blue: '0000ff 1e40c0 000080 4169e1 1e90ff 87ceeb 4682b4 191970 5a7fb5 add8e6 2b4a78 6fa8dc 13294b 9fb9d8 0070c0 26386e',
  purple: '800080 6a0dad 9370db 8a2be2 4b0082 9b59b6 b19cd9 5b2c6f 663399 a86bc0 3c1a50 d0b0e8',
  pink: 'ffc0cb ff69b4 ff1493 ff00ff f4a6c0 e78fb3 fadadd d8708f ffb6c1 e0a8b8 c71585 f6c4c4',
  brown: '8b4513 654321 a0522d 5c4033 7b5a3c 8a6a4a 4a3222 9c7248 6f4e37 3b2516 a67b5b 826644 b08050 5a4632 a4683c',
  beige: 'f5f5dc d2b48c e8d8b8 c8b090 dcc8a8 f0e0c8 bfa888 e6cfae d8c4a0 cbb79b ede0cd',
};
const prototypes = colours.flatMap((colour) => typical[colour].split(' ').map((hex) => ({ colour, lab: oklab(...rgb(hex)) })));

/** Lightness tells less of a colour's name than hue and chroma: shade and sun change it. */
const lightnessWeight = 0.5;

/** Names by colour, five bits a channel; filled when first asked for. */
const named = new Int8Array(32 ** 3).fill(-1);

/** More pixels tell nothing new about shares. */
const enoughPixels = 20_000;

export function nameOfColour(red: number, green: number, blue: number): Colour {
  const cell = ((red >> 3) << 10) | ((green >> 3) << 5) | (blue >> 3);
  if (named[cell] < 0) named[cell] = colours.indexOf(nearest(oklab((red & 0xf8) | 4, (green & 0xf8) | 4, (blue & 0xf8) | 4)));
  return colours[named[cell]];
}

function nearest([lightness, a, b]: readonly [number, number, number]): Colour {
  let [best, least] = [prototypes[0].colour, Infinity];
  for (const { colour, lab } of prototypes) {
    const distance = (lightnessWeight * (lightness - lab[0])) ** 2 + (a - lab[1]) ** 2 + (b - lab[2]) ** 2;
    if (distance < least) [best, least] = [colour, distance];
  }
  return best;
}

export interface Colouring {
  /** 0 to 1 each, together 1; all 0 for an empty mask. */
  shares: Readonly<Record<Colour, number>>;
  /** Mean lightness in OKLab, 0 to 1. */
  lightness: number;
}

/** @throws MaskError `mask-size-differs` */
export function colouringOf(picture: Picture, mask: Mask): Colouring {
  assertMaskFits(mask, picture);
  const inside: number[] = [];
  for (let pixel = 0; pixel < mask.data.length; pixel += 1) if (mask.data[pixel] !== 0) inside.push(pixel);
  const step = Math.max(1, inside.length / enoughPixels);
  const shares = Object.fromEntries(colours.map((colour) => [colour, 0])) as Record<Colour, number>;
  let [count, lightness] = [0, 0];
  for (let at = 0; at < inside.length; at += step) {
    const pixel = inside[Math.floor(at)] * 3;
    const [red, green, blue] = picture.data.subarray(pixel, pixel + 3);
    shares[nameOfColour(red, green, blue)] += 1;
    lightness += oklab(red, green, blue)[0];
    count += 1;
  }
  if (count > 0) for (const colour of colours) shares[colour] /= count;
  return { shares, lightness: count === 0 ? 0 : lightness / count };
}

/** How well a thing is called `colour`, 0 to 1: its share, and part of that of the neighbouring names. */
export function fitOf({ shares }: Colouring, colour: Colour): number {
  return colours.reduce((sum, measured) => sum + affinity(colour, measured) * shares[measured], 0);
}

/** The colours that a person would name, largest first: those with a fifth at least, three at most. */
export function mainColours({ shares }: Colouring): Colour[] {
  const sorted = [...colours].sort((one, other) => shares[other] - shares[one]);
  return sorted.filter((colour, rank) => shares[colour] > 0 && (rank === 0 || shares[colour] >= 0.2)).slice(0, 3);
}

function rgb(hex: string): [number, number, number] {
  return [0, 2, 4].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)) as [number, number, number];
}
