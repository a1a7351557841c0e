// On photos the model knows what is meant better than where it ends. Where it is unsure over a wide band, the colours of what it is sure of draw
// the line (GrabCut); a thin band is left to the guided filter.

import { cropPicture } from '../images/crop.ts';
import { type GrabCut, hint } from '../images/grab-cut.ts';
import type { Box, Picture } from '../images/picture.ts';
import { boxAbove, type Frame, widened } from './frame.ts';

/** Likelihoods outside of which the model is taken at its word. */
const sure = { outside: 0.15, inside: 0.85 };

/** Unsure pixels for one that is inside, from which on colours decide. Below it scenes lose what photos gain. */
const wide = 0.25;

/** Fewer pixels inside say nothing about colours. */
const fewest = 30;

/** Round what may be inside, so that the surroundings are seen: pixels, and a share of its longer side. */
const margin = { pixels: 8, share: 0.15, from: 0.1 };

/** Likelihoods [side, side] of a frame with the band drawn sharp, where it is wide; `square` is what the model saw. */
export function cutOut(likely: Float32Array, square: Picture, frame: Pick<Frame, 'side' | 'inner'>, grabCut: GrabCut): Float32Array {
  const inside = likely.filter((value) => value > 0.5).length;
  const unsure = likely.filter((value) => value > sure.outside && value < sure.inside).length;
  if (inside < fewest || unsure <= wide * inside) return likely;
  const box = surroundings(likely, frame);
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

function surroundings(likely: Float32Array, frame: Pick<Frame, 'side' | 'inner'>): Box {
  const found = boxAbove(likely, frame, margin.from) ?? frame.inner;
  return widened(found, Math.round(margin.pixels + margin.share * Math.max(found.width, found.height)), frame.inner);
}
