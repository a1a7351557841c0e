// What an edit changes beside its mask: the shadow of a thing that comes or goes.

import { boundingBox } from '../images/mask.ts';
import { blurPlane, clamp, dilatePlane } from './planes.ts';

/** How the ground beside the mask changes. */
export interface Beside {
  /** How much of it counts, [side, side] 0 to 1. */
  ramp: Float32Array;
  /** How many times lighter it gets, [3, side, side]: `relit` makes a colour of it. */
  gain: Float32Array;
}

/** The part that is painted, at the model's size. */
export interface PaintedPart {
  /** Developed from the painted latents, [3, side, side] 0 to 1. */
  result: Float32Array;
  /** Developed from the source's latents, so that what the autoencoder loses cancels out. */
  plain: Float32Array;
  /** What was painted, [side, side] of 0 and 1. */
  mask: Float32Array;
  /** What is meant, [side, side] of 0 and 1: round its foot a shadow falls. */
  place: Float32Array;
  side: number;
}

/** Light that lies on the darkest things too, of 1: without it black could not get lighter. */
const stray = 0.02;

/** A colour of 0 to 1 under another light. */
export function relit(value: number, gain: number): number {
  return (value + stray) * gain - stray;
}

/** A difference beside the mask counts from `low` on and fully from `high` on, of 1. */
const around = { low: 8 / 255, high: 16 / 255, blur: 1.5 };

/** How much lighter the ground has to be painted for a shadow to have lain there, of 1, and pixels it reaches beyond that. */
const gone = { lighter: 6 / 255, reach: 2 };

/** Blur in pixels: what is finer on the ground stays as it is when a shadow is taken from it. */
const fine = 0.7;

/**
 * The ellipse on the ground in which a shadow falls, in longer sides of the thing: half axes, and how far its centre lies above
 * the foot. On tabletop scenes it holds 99 % of what a removal changes; what the decoder changes elsewhere is its error.
 */
const shadow = { across: 0.8, down: 0.4, up: 0.12, fade: 0.25 };

/** What the decoder painted there, beside what it would make of the source. */
export function paintedBeside({ result, plain, mask, place, side }: PaintedPart): Beside {
  const size = side * side;
  const gain = new Float32Array(3 * size);
  const largest = new Float32Array(size);
  for (let channel = 0; channel < 3; channel += 1) {
    const [now, then] = [result, plain].map((planes) => blurPlane(planes.subarray(channel * size, (channel + 1) * size).map(clamp), side, around.blur));
    for (let at = 0; at < size; at += 1) {
      gain[channel * size + at] = (now[at] + stray) / (then[at] + stray);
      largest[at] = Math.max(largest[at], Math.abs(now[at] - then[at]));
    }
  }
  const near = shadowZone(place, side);
  const ramp = largest.map((value, at) => clamp((value - around.low) / (around.high - around.low)) * near[at] * (1 - mask[at]));
  return { ramp, gain };
}

/** Where a thing that goes had its shadow, [side, side] of 0 and 1: where the decoder paints the ground lighter. */
export function oldShadow({ result, plain, mask, place, side }: PaintedPart): Float32Array {
  const size = side * side;
  const lighter = new Float32Array(size);
  for (let at = 0; at < 3 * size; at += 1) lighter[at % size] += (clamp(result[at]) - clamp(plain[at])) / 3;
  const soft = blurPlane(lighter, side, 1);
  const near = shadowZone(place, side);
  const found = soft.map((value, at) => (value > gone.lighter && near[at] > 0 && mask[at] === 0 ? 1 : 0));
  return dilatePlane(found, side, gone.reach);
}

/**
 * The ground of `source` [3, side, side] without a shadow: as light as it was painted anew (`clean`), with its own grain.
 * What lies under the mask is not ground and is left out of the means.
 */
export function litBeside(source: Float32Array, clean: Float32Array, { mask, side }: Pick<PaintedPart, 'mask' | 'side'>, shade: Float32Array): Beside {
  const size = side * side;
  const ground = mask.map((value) => 1 - value);
  const share = blurPlane(ground, side, fine);
  const gain = new Float32Array(3 * size);
  for (let channel = 0; channel < 3; channel += 1) {
    const [now, then] = [clean, source].map((planes) => blurPlane(planes.subarray(channel * size, (channel + 1) * size).map((value, at) => clamp(value) * ground[at]), side, fine));
    for (let at = 0; at < size; at += 1) gain[channel * size + at] = share[at] < 0.01 ? 1 : (now[at] + stray * share[at]) / (then[at] + stray * share[at]);
  }
  return { ramp: blurPlane(shade, side, 0.7), gain };
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
