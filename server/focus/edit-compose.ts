// Puts what was painted into the picture. Inside the mask it is taken as it is; the decoder also paints what an edit
// changes around it (a shadow that goes with its thing), and that is carried over as a difference: painted minus source,
// both through the autoencoder, so that what the autoencoder loses cancels out. As compose in painting.py, but
// only where a shadow can fall.

import { boundingBox, createMask, type Mask } from '../images/mask.ts';
import type { Box, Picture } from '../images/picture.ts';
import { blurPlane, type Rows, rowsOf } from './planes.ts';

export interface Painted {
  /** Developed from the painted latents, [3, side, side] 0 to 1. */
  result: Float32Array;
  /** Developed from the source's latents. */
  plain: Float32Array;
  /** What was painted, [side, side] of 0 and 1. */
  mask: Float32Array;
  /** What is meant, [side, side] of 0 and 1: round its foot a shadow falls. */
  place: Float32Array;
  side: number;
  /** Whether the kind of edit ends at its mask (recolour, background) rather than taking shadows along. */
  endsAtMask: boolean;
}

/** A difference beside the mask counts from `low` on and fully from `high` on, of 1. */
const around = { low: 8 / 255, high: 16 / 255, blur: 1.5 };

/**
 * The ellipse on the ground in which a shadow falls, in longer sides of the thing: half axes, and how far its centre lies above
 * the foot. On tabletop scenes it holds 99 % of what a removal changes; what the decoder changes elsewhere is its error.
 */
const shadow = { across: 0.8, down: 0.4, up: 0.12, fade: 0.25 };

export interface Composed {
  picture: Picture;
  /** The pixels that could change. */
  region: Mask;
  changed: number;
}

export function composeEdit(picture: Picture, part: Box, painted: Painted): Composed {
  const { side, mask } = painted;
  const inside = painted.endsAtMask ? blurPlane(mask, side, 0.7) : mask;
  const moved = painted.endsAtMask ? null : shadowOf(painted);
  // A row at a time: the planes of a large picture would take hundreds of megabytes.
  const enlarge = (plane: Float32Array): Rows => rowsOf(plane, side, part);
  const channels = (planes: Float32Array): Rows[] =>
    [0, 1, 2].map((channel) => enlarge(planes.subarray(channel * side * side, (channel + 1) * side * side)));
  const rows = { weight: enlarge(inside), result: channels(painted.result), ramp: moved && enlarge(moved.ramp), difference: moved && channels(moved.difference) };

  const data = picture.data.slice();
  const region = createMask(picture.width, picture.height);
  let changed = 0;
  for (let y = Math.max(0, -part.top); y < Math.min(part.height, picture.height - part.top); y += 1) {
    const [weight, ramp] = [rows.weight(y), rows.ramp?.(y)];
    if (!weight.some(counts) && !ramp?.some(counts)) continue;
    const [result, difference] = [rows.result.map((row) => row(y)), rows.difference?.map((row) => row(y))];
    for (let x = Math.max(0, -part.left); x < Math.min(part.width, picture.width - part.left); x += 1) {
      const beside = ramp ? ramp[x] : 0;
      if (!counts(weight[x]) && !counts(beside)) continue;
      const pixel = (part.top + y) * picture.width + part.left + x;
      region.data[pixel] = 1;
      let differs = false;
      for (let channel = 0; channel < 3; channel += 1) {
        const at = pixel * 3 + channel;
        const old = picture.data[at] / 255;
        const shifted = difference ? clamp(old + beside * difference[channel][x]) : old;
        const value = Math.round((shifted + weight[x] * (clamp(result[channel][x]) - shifted)) * 255);
        if (value !== picture.data[at]) differs = true;
        data[at] = value;
      }
      if (differs) changed += 1;
    }
  }
  return { picture: { width: picture.width, height: picture.height, data }, region, changed };
}

/** Weights under this change no byte worth a wider mask. */
function counts(weight: number): boolean {
  return weight >= 0.02;
}

/** How much the surroundings follow the painting, [side, side], and by what, [3, side, side]. */
function shadowOf({ result, plain, mask, place, side }: Painted): { ramp: Float32Array; difference: Float32Array } {
  const size = side * side;
  const difference = new Float32Array(3 * size);
  for (let channel = 0; channel < 3; channel += 1) {
    const plane = new Float32Array(size);
    for (let at = 0; at < size; at += 1) plane[at] = clamp(result[channel * size + at]) - clamp(plain[channel * size + at]);
    difference.set(blurPlane(plane, side, around.blur), channel * size);
  }
  const near = shadowZone(place, side);
  const ramp = new Float32Array(size);
  for (let at = 0; at < size; at += 1) {
    const largest = Math.max(Math.abs(difference[at]), Math.abs(difference[size + at]), Math.abs(difference[2 * size + at]));
    ramp[at] = clamp((largest - around.low) / (around.high - around.low)) * near[at] * (1 - mask[at]);
  }
  return { ramp, difference };
}

/** 1 where the shadow of a thing may fall, fading to 0 outside, [side, side]. */
function shadowZone(place: Float32Array, side: number): Float32Array {
  const zone = new Float32Array(place.length);
  const box = boundingBox({ width: side, height: side, data: Uint8Array.from(place) });
  if (box === null) return zone;
  const longest = Math.max(box.width, box.height);
  const [cx, cy] = [box.left + box.width / 2, box.top + box.height - shadow.up * longest];
  for (let y = 0; y < side; y += 1) {
    for (let x = 0; x < side; x += 1) {
      const distance = Math.hypot((x + 0.5 - cx) / (shadow.across * longest), (y + 0.5 - cy) / (shadow.down * longest));
      zone[y * side + x] = clamp((1 + shadow.fade - distance) / shadow.fade);
    }
  }
  return zone;
}

function clamp(value: number): number {
  return value < 0 ? 0 : value > 1 ? 1 : value;
}
