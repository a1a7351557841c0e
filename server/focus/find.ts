// From the model's masks of a view to masks of the picture, with a second look where the picture is large.

import { boundingBox, iou, type Mask, union as unite } from '../images/mask.ts';
import { cropMask } from '../images/crop.ts';
import type { Box } from '../images/picture.ts';
import { secondLook } from './crop.ts';
import type { Engine } from './engine.ts';
import { fullSizeMask } from './full-size.ts';
import { instancesOf, isPart, shareOut, wholeOf } from './instances.ts';
import { maskRegion, type Region, regionTypes } from './regions.ts';
import type { Predicted } from './segment.ts';
import type { NamedMask } from './turn-events.ts';
import { understood } from './understand.ts';
import type { View } from './view.ts';

/** A second look that was asked for by the first mask counts only if it still means the same thing: IoU with it. */
const agreement = 0.5;

/** What a person pointed with. */
export interface Pointing {
  /** The prompts, drawn on any view. */
  draw(view: View): Region[];
  /** Round the prompts, pixels of the picture. */
  box: Box;
  /** Whether the box is also about as large as the thing. */
  fits: boolean;
}

export interface FindOptions {
  /** Left out where nothing was pointed at. */
  pointing?: Pointing;
  /** Whether all that is found is one mask, several things too. */
  together?: boolean;
  signal?: AbortSignal;
}

/** The masks a prediction stands for, several where several things were meant; empty where no pixel is inside. */
export async function findMasks(engine: Engine, view: View, names: string, predicted: Predicted, options: FindOptions = {}): Promise<NamedMask[]> {
  const whole = fullSizeMask(predicted.logits[0], engine.grid, view.picture, view.frame);
  const instances = options.together ? [wholeOf(names, predicted)] : instancesOf(names, predicted, engine.grid);
  const masks = instances.length > 1 ? shareOut(whole, instances, view.frame, engine.grid) : [whole];
  const found: NamedMask[] = [];
  for (const [index, { name, score }] of instances.entries()) {
    // With several things, what was pointed at is all of them and says nothing of one.
    const pointing = instances.length > 1 ? undefined : options.pointing;
    const first = { name, score, mask: masks[index] };
    const closer = isPart(name) ? first : await lookCloser(engine, view, first, { ...options, pointing });
    if (boundingBox(closer.mask) !== null) found.push(closer);
  }
  return found;
}

/** Looks at the part of the picture round a mask and draws the mask anew there, where that shows more. */
async function lookCloser(engine: Engine, view: View, first: NamedMask, { pointing, signal }: FindOptions): Promise<NamedMask> {
  const box = interest(boundingBox(first.mask), pointing);
  const part = box && secondLook(box, view.picture, view.frame.box);
  if (!part) return first;
  const near = await engine.viewer.look(view.picture, part);
  const regions = pointing?.draw(near) ?? [maskRegion(first.mask, regionTypes.mask, near.frame, engine.grid)];
  // A stroke or box that leaves the part would be cut, and mean something else.
  if (regions.some(({ raster }) => !raster.includes(1))) return first;
  const { predicted } = await understood(engine, near, { text: '', regions, sessionMasks: [], history: [] }, ['segment'], signal);
  if (predicted === null) return first;
  const mask = fullSizeMask(predicted.logits[0], engine.grid, view.picture, near.frame);
  // From near a click speaks for itself; a score of the far view says little, things that small were never trained on.
  if (pointing) return boundingBox(mask) === null ? first : { ...first, mask, score: predicted.scores[0] };
  return iou(cropMask(first.mask, part), cropMask(mask, part)) >= agreement ? { ...first, mask } : first;
}

/** Where to look again: at the mask that was found, but never away from where the person points. */
function interest(found: Box | null, pointing: Pointing | undefined): Box | null {
  if (!pointing || found === null) return found;
  const { box, fits } = pointing;
  if (fits) return box;
  const [right, bottom] = [box.left + box.width, box.top + box.height];
  const holds = box.left >= found.left && box.top >= found.top && right <= found.left + found.width && bottom <= found.top + found.height;
  if (holds) return found;
  const [width, height] = [Math.max(box.width, found.width), Math.max(box.height, found.height)];
  return { left: (box.left + right - width) / 2, top: (box.top + bottom - height) / 2, width, height };
}

/** Everything a list of masks covers; null for none. */
export function everything(masks: readonly NamedMask[]): Mask | null {
  return masks.length === 0 ? null : masks.map(({ mask }) => mask).reduce(unite);
}
