// The tables of ICC profiles, `mft1` and `mft2` (ICC.1, 10.10 and 10.11): a curve for each input, a grid of colours between which is
// interpolated, a curve for each output.

import { apply, fromD50 } from './matrix.ts';

type Look = (device: Float32Array, light: Float32Array) => void;

/** Null for a table of another form. */
export function tableOf(view: DataView, connection: 'XYZ ' | 'Lab ', inputs: number): Look | null {
  const type = String.fromCharCode(...[0, 1, 2, 3].map((at) => view.getUint8(at)));
  if ((type !== 'mft1' && type !== 'mft2') || view.getUint8(8) !== inputs || view.getUint8(9) !== 3) return null;
  const grid = view.getUint8(10);
  const wide = type === 'mft2';
  const [entries, exits] = wide ? [view.getUint16(48), view.getUint16(50)] : [256, 256];
  if (grid < 2 || entries < 2 || exits < 2) return null;
  let at = wide ? 52 : 48;
  const numbers = (count: number): Float32Array => {
    const out = new Float32Array(count);
    for (let index = 0; index < count; index += 1, at += wide ? 2 : 1) out[index] = wide ? view.getUint16(at) / 65_535 : view.getUint8(at) / 255;
    return out;
  };
  const entry = Array.from({ length: inputs }, () => numbers(entries));
  const cells = numbers(grid ** inputs * 3);
  const exit = Array.from({ length: 3 }, () => numbers(exits));
  const white = connection === 'Lab ' ? lightOfLab : lightOfXyz;
  const [first, share] = [new Int32Array(inputs), new Float32Array(inputs)];
  const strides = Array.from({ length: inputs }, (_, input) => 3 * grid ** (inputs - 1 - input));
  const colour = new Float32Array(3);
  return (device, light) => {
    for (let input = 0; input < inputs; input += 1) {
      const place = line(entry[input], device[input]) * (grid - 1);
      first[input] = Math.min(grid - 2, Math.floor(place));
      share[input] = place - first[input];
    }
    colour.fill(0);
    for (let corner = 0; corner < 1 << inputs; corner += 1) {
      let [weight, cell] = [1, 0];
      for (let input = 0; input < inputs; input += 1) {
        const further = (corner >> input) & 1;
        weight *= further === 1 ? share[input] : 1 - share[input];
        cell += (first[input] + further) * strides[input];
      }
      if (weight === 0) continue;
      for (let channel = 0; channel < 3; channel += 1) colour[channel] += weight * cells[cell + channel];
    }
    const [one, two, three] = exit.map((curve, channel) => line(curve, colour[channel]));
    white(one, two, three, wide, light);
  };
}

function line(values: Float32Array, at: number): number {
  const place = Math.min(1, Math.max(0, at)) * (values.length - 1);
  const left = Math.floor(place);
  return left >= values.length - 1 ? values[left] : values[left] + (place - left) * (values[left + 1] - values[left]);
}

/** CIE L*a*b* under D50, written as ICC's 8 or older 16 bits are, to linear sRGB. */
function lightOfLab(one: number, two: number, three: number, wide: boolean, light: Float32Array): void {
  // 16 bits of the older form hold L* = 100 at 0xff00.
  const unit = wide ? 65_535 / 65_280 : 1;
  const lightness = one * unit * 100;
  const [a, b] = [two * unit * 255 - 128, three * unit * 255 - 128];
  const y = (lightness + 16) / 116;
  const cube = (t: number): number => (t > 6 / 29 ? t ** 3 : (t - 4 / 29) * 3 * (6 / 29) ** 2);
  light.set(apply(fromD50, [0.9642 * cube(y + a / 500), cube(y), 0.8249 * cube(y - b / 200)]));
}

function lightOfXyz(one: number, two: number, three: number, _wide: boolean, light: Float32Array): void {
  const most = 1 + 32_767 / 32_768;
  light.set(apply(fromD50, [one * most, two * most, three * most]));
}
