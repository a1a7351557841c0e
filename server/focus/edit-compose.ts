// Puts what was painted into the picture: inside the mask as it is, beside it as another light (shadow.ts).

import { createMask, type Mask } from '../images/mask.ts';
import type { Box, Picture } from '../images/picture.ts';
import { grainOf } from './grain.ts';
import type { Hole } from './grain-blocks.ts';
import { blurPlane, clamp, type Rows, rowsOf } from './planes.ts';
import { type Beside, relit } from './shadow.ts';

export interface Painted {
  /** Developed from the painted latents, [3, side, side] 0 to 1. */
  result: Float32Array;
  /** What was painted, [side, side] of 0 and 1. */
  mask: Float32Array;
  side: number;
  /** How the ground beside the mask changes; null for kinds that end at their mask (recolour, background). */
  beside: Beside | null;
  /** Of a removal: what tells the grain that the painting lacks at the picture's size. */
  hole?: Hole | null;
}

export interface Composed {
  picture: Picture;
  /** The pixels that could change. */
  region: Mask;
  changed: number;
}

export function composeEdit(picture: Picture, part: Box, painted: Painted): Composed {
  const { side, mask, beside: moved } = painted;
  const inside = moved === null ? blurPlane(mask, side, 0.7) : mask;
  // A row at a time: the planes of a large picture would take hundreds of megabytes.
  const enlarge = (plane: Float32Array): Rows => rowsOf(plane, side, part);
  const channels = (planes: Float32Array): Rows[] =>
    [0, 1, 2].map((channel) => enlarge(planes.subarray(channel * side * side, (channel + 1) * side * side)));
  const rows = { weight: enlarge(inside), result: channels(painted.result), ramp: moved && enlarge(moved.ramp), gain: moved && channels(moved.gain) };

  const grain = painted.hole ? grainOf(picture, part, painted.hole) : null;
  const data = picture.data.slice();
  const region = createMask(picture.width, picture.height);
  const colours = new Float32Array(3);
  let changed = 0;
  for (let y = Math.max(0, -part.top); y < Math.min(part.height, picture.height - part.top); y += 1) {
    const [weight, ramp] = [rows.weight(y), rows.ramp?.(y)];
    if (!weight.some(counts) && !ramp?.some(counts)) continue;
    const [result, gain] = [rows.result.map((row) => row(y)), rows.gain?.map((row) => row(y))];
    for (let x = Math.max(0, -part.left); x < Math.min(part.width, picture.width - part.left); x += 1) {
      const beside = ramp ? ramp[x] : 0;
      if (!counts(weight[x]) && !counts(beside)) continue;
      const pixel = (part.top + y) * picture.width + part.left + x;
      region.data[pixel] = 1;
      let differs = false;
      for (let channel = 0; channel < 3; channel += 1) colours[channel] = result[channel][x];
      if (counts(weight[x])) grain?.(x, y, colours);
      for (let channel = 0; channel < 3; channel += 1) {
        const at = pixel * 3 + channel;
        const old = picture.data[at] / 255;
        const shifted = gain ? clamp(old + beside * (relit(old, gain[channel][x]) - old)) : old;
        const value = Math.round((shifted + weight[x] * (clamp(colours[channel]) - shifted)) * 255);
        if (value !== picture.data[at]) differs = true;
        data[at] = value;
      }
      if (differs) changed += 1;
    }
  }
  return { picture: { ...picture, data }, region, changed };
}

/** Weights under this change no byte worth a wider mask. */
function counts(weight: number): boolean {
  return weight >= 0.02;
}
