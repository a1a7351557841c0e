// On photos the model knows what is meant better than where it ends. Where it is unsure over a wide band, the colours of what it is sure of draw
// the line (GrabCut); a thin band is left to the guided filter.

import { cropPicture } from '../images/crop.ts';
import { type GrabCut, hint } from '../images/grab-cut.ts';
import type { Box, Picture } from '../images/picture.ts';

/** Likelihoods outside of which the model is taken at its word. */
const sure = { outside: 0.15, inside: 0.85 };

/** Unsure pixels for one that is inside, from which on colours decide. Below it scenes lose what photos gain. */
const wide = 0.25;

/** Fewer pixels inside say nothing about colours. */
const fewest = 30;

/** Round what may be inside, so that the surroundings are seen: pixels, and a share of its longer side. */
const margin = { pixels: 8, share: 0.15, from: 0.1 };

/** Likelihoods [side, side] with the band drawn sharp, where it is wide; `square` is the picture they are of, `inner` where it is not padding. */
export function cutOut(likely: Float32Array, square: Picture, inner: Box, grabCut: GrabCut): Float32Array {
  const inside = likely.filter((value) => value > 0.5).length;
  const unsure = likely.filter((value) => value > sure.outside && value < sure.inside).length;
  if (inside < fewest || unsure <= wide * inside) return likely;
  const box = surroundings(likely, square.width, inner);
  const hints = new Uint8Array(box.width * box.height);
  const at = (index: number): number => (box.top + Math.floor(index / box.width)) * square.width + box.left + (index % box.width);
  for (let index = 0; index < hints.length; index += 1) hints[index] = hintOf(likely[at(index)]);
  if (!hints.some((value) => value % 2 === 0)) return likely;
  const mask = grabCut(cropPicture(square, box), hints);
  const sharp = likely.slice();
  for (const [index, value] of mask.entries()) sharp[at(index)] = value;
  return sharp;
}

function hintOf(value: number): number {
  if (value >= sure.inside) return hint.inside;
  if (value <= sure.outside) return hint.outside;
  return value > 0.5 ? hint.likelyInside : hint.likelyOutside;
}

function surroundings(likely: Float32Array, side: number, inner: Box): Box {
  let [left, top, right, bottom] = [side, side, -1, -1];
  for (const [index, value] of likely.entries()) {
    if (value <= margin.from) continue;
    const [x, y] = [index % side, Math.floor(index / side)];
    [left, top, right, bottom] = [Math.min(left, x), Math.min(top, y), Math.max(right, x), Math.max(bottom, y)];
  }
  const more = Math.round(margin.pixels + margin.share * Math.max(right - left, bottom - top));
  [left, top] = [Math.max(inner.left, left - more), Math.max(inner.top, top - more)];
  [right, bottom] = [Math.min(inner.left + inner.width - 1, right + more), Math.min(inner.top + inner.height - 1, bottom + more)];
  return { left, top, width: right - left + 1, height: bottom - top + 1 };
}
