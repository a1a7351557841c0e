// From a click, a box, a stroke or a rough mask without words to one mask. The model looks several times (the picture as it is; after a click
// also mirrored; from near), and what it thinks is averaged: single looks differ most in how much of a thing they take.

import type { Mask } from '../images/mask.ts';
import type { Box } from '../images/picture.ts';
import { mirroredPlane } from '../images/mirror.ts';
import { type CropRule, nearRule, secondLook, tinyRule } from './crop.ts';
import type { Engine } from './engine.ts';
import { boxAbove, type Frame, resampled } from './frame.ts';
import { likelihoods } from './full-size.ts';
import { outlined } from './outlined.ts';
import type { Region } from './regions.ts';
import type { Predicted } from './segment.ts';
import { understood } from './understand.ts';
import type { View } from './view.ts';

/** What a person pointed with. */
export interface Pointing {
  /** The prompts, drawn on any view. */
  draw(view: View): Region[];
  /** Round the prompts, pixels of the picture. */
  box: Box;
  /** Whether the box is also about as large as the thing. */
  fits: boolean;
  /** Whether clicks are among the prompts: they say least of how much is meant. */
  clicked: boolean;
}

/** What one look at a part of the picture says. */
interface Look {
  view: View;
  /** [side, side], as the picture lies, also of a mirrored view. */
  likely: Float32Array;
  score: number;
  weight: number;
}

/** From near counts for more than the looks from afar together. */
const nearWeight = 3;

/** The mask of what was pointed at; empty where the model sees nothing. */
export async function pointedMask(engine: Engine, view: View, predicted: Predicted, pointing: Pointing, signal?: AbortSignal): Promise<{ mask: Mask; score: number }> {
  let looks = [lookOf(engine, view, predicted, 1)];
  const again = async (part: Box, weight: number, mirrored = false): Promise<Look | null> => {
    const next = await engine.viewer.look(view.picture, part, mirrored);
    const drawn = pointing.draw(next);
    // A stroke or box that leaves the part would be cut, and mean something else.
    if (drawn.some(({ raster }) => !raster.includes(1))) return null;
    const regions = mirrored ? drawn.map(({ type, raster }) => ({ type, raster: mirroredPlane(raster, engine.grid) })) : drawn;
    const { predicted: seen } = await understood(engine, next, { text: '', regions, sessionMasks: [], history: [] }, ['segment'], signal);
    return seen && lookOf(engine, next, seen, weight);
  };

  const tiny = placeOf(looks, pointing, tinyRule);
  const closer = tiny && (await again(tiny, 1));
  if (closer) looks = [closer];
  const from = looks[0].view;
  const mirrored = pointing.clicked ? await again(from.frame.box, 1, true) : null;
  if (mirrored) looks.push(mirrored);
  const part = placeOf(looks, pointing, nearRule);
  const near = part && (await again(part, nearWeight));
  if (near) looks.push(near);

  const at = near?.view ?? from;
  const score = looks.reduce((sum, look) => sum + look.score * look.weight, 0) / looks.reduce((sum, { weight }) => sum + weight, 0);
  return { mask: await outlined(engine, at, average(looks, at.frame), signal), score };
}

function lookOf({ grid }: Engine, view: View, { logits: [logits], scores: [score] }: Predicted, weight: number): Look {
  const likely = likelihoods(view.mirrored ? mirroredPlane(logits, grid) : logits, grid, view.frame.side);
  return { view, likely, score, weight };
}

/** The weighted mean of looks, each brought into the frame, [side, side]. */
function average(looks: readonly Look[], frame: Frame): Float32Array {
  const sum = new Float32Array(frame.side ** 2);
  const whole = looks.reduce((total, { weight }) => total + weight, 0);
  for (const { view, likely, weight } of looks) {
    const here = view.frame === frame ? likely : resampled(likely, view.frame, frame);
    for (let index = 0; index < sum.length; index += 1) sum[index] += (here[index] * weight) / whole;
  }
  return sum;
}

/** The part of the picture to look at again by a rule, round what the looks say so far, but never away from where the person points; null where that shows no more. */
function placeOf(looks: readonly Look[], { box, fits }: Pointing, rule: CropRule): Box | null {
  const { picture, frame } = looks[0].view;
  const round = fits ? box : around(boxOf(average(looks, frame), frame), box);
  return round && secondLook(round, picture, frame.box, rule);
}

function around(found: Box | null, box: Box): Box | null {
  if (found === null) return null;
  const [right, bottom] = [box.left + box.width, box.top + box.height];
  const holds = box.left >= found.left && box.top >= found.top && right <= found.left + found.width && bottom <= found.top + found.height;
  if (holds) return found;
  const [width, height] = [Math.max(box.width, found.width), Math.max(box.height, found.height)];
  return { left: (box.left + right - width) / 2, top: (box.top + bottom - height) / 2, width, height };
}

/** Round what is more likely inside than not, pixels of the picture. */
function boxOf(likely: Float32Array, frame: Frame): Box | null {
  const found = boxAbove(likely, frame, 0.5);
  if (found === null) return null;
  const { box, inner } = frame;
  const scale = box.width / inner.width;
  return { left: box.left + (found.left - inner.left) * scale, top: box.top + (found.top - inner.top) * scale, width: found.width * scale, height: found.height * scale };
}
