// Another colour that keeps what is seen of the surface: its fine light and dark as it was, its broad light and dark moved to the new
// colour's, its grey parts (windows, lettering, metal) still grey where the rest had a colour.

import type { Picture } from '../picture.ts';
import type { Of } from './adjustment.ts';
import { readColour } from './colour.ts';
import { fromOklab, mostChroma, toOklab } from './oklab.ts';
import { mix, over, type Region } from './region.ts';
import { smoothed } from './smooth.ts';

/** Chroma under which a surface has no colour of its own, and from which on it clearly has one. */
const coloured = { from: 0.03, to: 0.075 };
/** Lightness to which whole surfaces are moved: at the ends nothing would be left of light and dark. */
const lightnesses = { least: 0.2, most: 0.93 };
/** The broad light and dark: a share of the longer side of what is recoloured. */
const broad = 0.02;

/** Changes `data` in place. */
export function recolour(data: Uint8Array, picture: Picture, region: Region, { colour, strength, lightness: pull }: Of<'recolour'>): void {
  const [red, green, blue] = readColour(colour)!;
  const wanted = new Float64Array(3);
  toOklab(red, green, blue, wanted);
  const chroma = Math.hypot(wanted[1], wanted[2]);
  const isGrey = chroma < 0.02;
  const [a, b] = isGrey ? [0, 0] : [wanted[1] / chroma, wanted[2] / chroma];
  const surface = surfaceOf(picture, region);
  const goal = Math.min(lightnesses.most, Math.max(lightnesses.least, wanted[0]));
  const middle = surface.lightness + (goal - surface.lightness) * (pull ?? (isGrey ? 100 : 80)) / 100;
  const curve = lightnessCurve(surface.lightness, middle);
  const most = mostChroma(a, b);
  const base = broadLightness(picture, region);
  const share = strength / 100;
  const [lab, out, near] = [new Float64Array(3), new Float64Array(3), new Float64Array(1)];
  const { box } = region;
  over(picture, region, (pixel, at, weight) => {
    const from = pixel * 3;
    toOklab(picture.data[from], picture.data[from + 1], picture.data[from + 2], lab);
    const under = base(at % box.width, Math.floor(at / box.width), near) ? near[0] : lab[0];
    const light = softly(curve(under) + lab[0] - under);
    const own = Math.hypot(lab[1], lab[2]);
    // Of a coloured surface the grey parts stay grey; of a grey one the parts of about its lightness take the colour.
    const byChroma = Math.min(1.25, own / Math.max(surface.chroma, 1e-6));
    const byLightness = Math.exp(-(((lab[0] - surface.lightness) / 0.4) ** 2));
    const taking = surface.coloured * byChroma + (1 - surface.coloured) * byLightness;
    const full = isGrey ? 0 : Math.min(chroma * taking, most[Math.round(light * 255)]);
    fromOklab(light, a * full, b * full, out);
    mix(data, pixel, weight * share, out);
  });
}

interface Surface {
  /** Median lightness. */
  lightness: number;
  /** Chroma that three quarters stay under. */
  chroma: number;
  /** 0: it has no colour of its own, 1: it clearly has one. */
  coloured: number;
}

function surfaceOf(picture: Picture, region: Region): Surface {
  const [lights, chromas] = [new Float64Array(256), new Float64Array(256)];
  const lab = new Float64Array(3);
  over(picture, region, (pixel, _, weight) => {
    const from = pixel * 3;
    toOklab(picture.data[from], picture.data[from + 1], picture.data[from + 2], lab);
    lights[Math.min(255, Math.max(0, Math.round(lab[0] * 255)))] += weight;
    chromas[Math.min(255, Math.round((Math.hypot(lab[1], lab[2]) / 0.4) * 255))] += weight;
  });
  const chroma = (quantile(chromas, 0.75) / 255) * 0.4;
  const clear = Math.min(1, Math.max(0, (chroma - coloured.from) / (coloured.to - coloured.from)));
  return { lightness: quantile(lights, 0.5) / 255, chroma, coloured: clear };
}

function quantile(histogram: Float64Array, share: number): number {
  const whole = histogram.reduce((sum, count) => sum + count, 0);
  let sum = 0;
  for (const [value, count] of histogram.entries()) {
    sum += count;
    if (sum >= share * whole) return value;
  }
  return 0;
}

/** A rising curve through (0, 0), (from, to) and (1, 1) without a kink at `from`: shadows stay darker, lights stay lighter. */
function lightnessCurve(from: number, to: number): (value: number) => number {
  const middle = Math.min(0.98, Math.max(0.02, from));
  const [low, high] = [to / middle, (1 - to) / (1 - middle)];
  // Near the middle it runs as steep as before, so that shading keeps its contrast.
  return (value) => {
    const straight = value <= middle ? value * low : to + (value - middle) * high;
    const shifted = value + to - middle;
    const near = Math.exp(-(((value - middle) / 0.25) ** 2));
    return near * shifted + (1 - near) * straight;
  };
}

/** Comes to rest at black and white instead of being cut off there. */
function softly(value: number): number {
  const knee = 0.06;
  if (value > 1 - knee) return 1 - knee * Math.exp((1 - knee - value) / knee);
  return value < knee ? knee * Math.exp((value - knee) / knee) : value;
}

function broadLightness(picture: Picture, { box, weights }: Region): ReturnType<typeof smoothed> {
  const lab = new Float64Array(3);
  return smoothed({
    width: box.width, height: box.height, channels: 1, radius: Math.max(1.5, broad * Math.max(box.width, box.height)),
    read: (at, out) => {
      const weight = weights === null ? 1 : weights[at];
      if (weight === 0) return 0;
      const from = ((box.top + Math.floor(at / box.width)) * picture.width + box.left + (at % box.width)) * 3;
      toOklab(picture.data[from], picture.data[from + 1], picture.data[from + 2], lab);
      out[0] = lab[0];
      return weight;
    },
  });
}
