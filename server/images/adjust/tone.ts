// Changes of each pixel by itself: colour, light, grey, a plain fill. All change `data` in place.

import type { Picture } from '../picture.ts';
import type { Of } from './adjustment.ts';
import { readColour } from './colour.ts';
import { fromOklab, toOklab } from './oklab.ts';
import { mix, over, type Region } from './region.ts';

/** Chroma that full warmth adds towards orange. */
const warm = { a: 0.035, b: 0.09 };

export function tone(data: Uint8Array, picture: Picture, region: Region, { hue, saturation, lightness, contrast, warmth }: Of<'tone'>): void {
  const turn = (hue * Math.PI) / 180;
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
  const chroma = saturation < 0 ? 1 + saturation / 100 : 1 + saturation / 50;
  // A power keeps black black and white white.
  const bend = 2 ** (-lightness / 60);
  const steep = 2 ** (contrast / 60);
  const middle = contrast === 0 ? 0.5 : middleOf(picture, region);
  const [lab, out] = [new Float64Array(3), new Float64Array(3)];
  over(picture, region, (pixel, _, weight) => {
    const from = pixel * 3;
    toOklab(picture.data[from], picture.data[from + 1], picture.data[from + 2], lab);
    let light = Math.min(1, Math.max(0, lab[0]));
    if (contrast !== 0) light = contrasted(light, middle, steep);
    if (lightness !== 0) light **= bend;
    const a = (lab[1] * cos - lab[2] * sin) * chroma + (warmth / 100) * warm.a;
    const b = (lab[1] * sin + lab[2] * cos) * chroma + (warmth / 100) * warm.b;
    fromOklab(light, a, b, out);
    mix(data, pixel, weight, out);
  });
}

/** Steeper at the middle, and still from 0 to 1: below and above it a power each. */
function contrasted(value: number, middle: number, steep: number): number {
  return value < middle ? middle * (value / middle) ** steep : 1 - (1 - middle) * ((1 - value) / (1 - middle)) ** steep;
}

/** Mean lightness, kept away from the ends. */
function middleOf(picture: Picture, region: Region): number {
  const lab = new Float64Array(3);
  let [sum, whole] = [0, 0];
  over(picture, region, (pixel, _, weight) => {
    const from = pixel * 3;
    toOklab(picture.data[from], picture.data[from + 1], picture.data[from + 2], lab);
    sum += lab[0] * weight;
    whole += weight;
  });
  return Math.min(0.8, Math.max(0.2, sum / whole));
}

export function grey(data: Uint8Array, picture: Picture, region: Region, { strength }: { strength: number }): void {
  const [lab, out] = [new Float64Array(3), new Float64Array(3)];
  over(picture, region, (pixel, _, weight) => {
    const from = pixel * 3;
    toOklab(picture.data[from], picture.data[from + 1], picture.data[from + 2], lab);
    fromOklab(lab[0], 0, 0, out);
    mix(data, pixel, (weight * strength) / 100, out);
  });
}

export function fill(data: Uint8Array, picture: Picture, region: Region, { colour, strength }: Of<'fill'>): void {
  const wanted = readColour(colour)!;
  over(picture, region, (pixel, _, weight) => mix(data, pixel, (weight * strength) / 100, wanted));
}

export function threshold(data: Uint8Array, picture: Picture, region: Region, { level }: Of<'threshold'>): void {
  const lab = new Float64Array(3);
  over(picture, region, (pixel, _, weight) => {
    const from = pixel * 3;
    toOklab(picture.data[from], picture.data[from + 1], picture.data[from + 2], lab);
    mix(data, pixel, weight, lab[0] * 100 >= level ? [255, 255, 255] : [0, 0, 0]);
  });
}
