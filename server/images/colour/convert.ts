// From the numbers of a file to 8-bit sRGB.

import type { ColourCoding, Curve } from './coding.ts';
import { fromD50, invert, type Matrix, multiply, toD50 } from './matrix.ts';
import { brightest, tone } from './tone-map.ts';

/** Steps of the way back from light to bytes: a byte is never missed by more than a quarter. */
const steps = 16_384;
const bytesOfLight = Uint8Array.from({ length: steps + 1 }, (_, step) => {
  const light = step / steps;
  return Math.round(255 * (light <= 0.0031308 ? 12.92 * light : 1.055 * light ** (1 / 2.4) - 0.055));
});

function byteOf(light: number): number {
  return bytesOfLight[light <= 0 ? 0 : light >= 1 ? steps : Math.round(light * steps)];
}

/** Numbers as a decoder gives them: 8 or 16 bits, `channels` a pixel, of which the first `colours` are colours. */
export interface DeviceNumbers {
  data: Uint8Array | Uint16Array;
  channels: number;
  colours: 1 | 3 | 4;
}

/** [pixels, 3] red, green, blue of sRGB, 0 to 255; colours outside of sRGB are clipped. */
export function toSrgb({ data, channels, colours }: DeviceNumbers, coding: ColourCoding): Uint8Array {
  const out = new Uint8Array((data.length / channels) * 3);
  const most = data instanceof Uint8Array ? 255 : 65_535;
  if (coding.kind === 'inks') inks(data as Uint8Array, channels, out);
  else if (coding.kind === 'table') throughTable(data, channels, colours, most, coding, out);
  else throughCurves(data, channels, colours, most, coding, out);
  return out;
}

/** What browsers do with ink that has no profile: light that is left by one ink times light that is left by black. */
function inks(data: Uint8Array, channels: number, out: Uint8Array): void {
  for (let from = 0, to = 0; to < out.length; from += channels, to += 3) {
    const left = 255 - data[from + 3];
    for (let ink = 0; ink < 3; ink += 1) out[to + ink] = Math.round(((255 - data[from + ink]) * left) / 255);
  }
}

function throughCurves(
  data: Uint8Array | Uint16Array, channels: number, colours: number, most: number,
  { curve, matrix, hdr }: Extract<ColourCoding, { kind: 'curves' }>, out: Uint8Array,
): void {
  const table = (one: Curve): Float32Array => Float32Array.from({ length: most + 1 }, (_, value) => one(value / most));
  const [red, green, blue] = typeof curve === 'function' ? Array<Float32Array>(3).fill(table(curve)) : curve.map(table);
  const [second, third] = colours === 1 ? [0, 0] : [1, 2];
  const bright = hdr && brightLight(hdr, matrix);
  const light = new Float32Array(3);
  for (let from = 0, to = 0; to < out.length; from += channels, to += 3) {
    const [r, g, b] = [red[data[from]], green[data[from + second]], blue[data[from + third]]];
    if (bright) {
      bright(r, g, b, light);
      for (let channel = 0; channel < 3; channel += 1) out[to + channel] = byteOf(light[channel]);
      continue;
    }
    out[to] = byteOf(matrix[0] * r + matrix[1] * g + matrix[2] * b);
    out[to + 1] = byteOf(matrix[3] * r + matrix[4] * g + matrix[5] * b);
    out[to + 2] = byteOf(matrix[6] * r + matrix[7] * g + matrix[8] * b);
  }
}

const bt2020: Matrix = multiply(invert(toD50([[0.708, 0.292], [0.17, 0.797], [0.131, 0.046], [0.3127, 0.329]])), invert(fromD50));

/** HDR light to what a common screen shows, linear sRGB. */
function brightLight(hdr: 'pq' | 'hlg', toLinear: Matrix): (r: number, g: number, b: number, out: Float32Array) => void {
  // Luminance of the picture's own primaries.
  const xyz = multiply(invert(fromD50), toLinear);
  const wide = multiply(bt2020, toLinear);
  return (r, g, b, out) => {
    // The screen's share of HLG (ITU-R BT.2100): brighter is more than proportionally bright, on a screen of 1,000 candelas.
    const system = hdr === 'hlg' ? brightest * Math.max(0, xyz[3] * r + xyz[4] * g + xyz[5] * b) ** 0.2 : 1;
    const largest = system * Math.max(wide[0] * r + wide[1] * g + wide[2] * b, wide[3] * r + wide[4] * g + wide[5] * b, wide[6] * r + wide[7] * g + wide[8] * b);
    const share = largest > 0 ? (system * tone(largest)) / largest : 0;
    out[0] = share * (toLinear[0] * r + toLinear[1] * g + toLinear[2] * b);
    out[1] = share * (toLinear[3] * r + toLinear[4] * g + toLinear[5] * b);
    out[2] = share * (toLinear[6] * r + toLinear[7] * g + toLinear[8] * b);
  };
}

function throughTable(
  data: Uint8Array | Uint16Array, channels: number, colours: number, most: number,
  { inputs, look }: Extract<ColourCoding, { kind: 'table' }>, out: Uint8Array,
): void {
  const [device, light] = [new Float32Array(inputs), new Float32Array(3)];
  // Neighbours are often equal: flat ground, white paper.
  let [same, last] = [false, -1];
  for (let from = 0, to = 0; to < out.length; from += channels, to += 3) {
    same = last >= 0;
    for (let channel = 0; same && channel < colours; channel += 1) same = data[from + channel] === data[last + channel];
    last = from;
    if (!same) {
      for (let channel = 0; channel < inputs; channel += 1) device[channel] = data[from + (colours === 1 ? 0 : channel)] / most;
      look(device, light);
    }
    for (let channel = 0; channel < 3; channel += 1) out[to + channel] = byteOf(light[channel]);
  }
}
