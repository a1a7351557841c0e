// From the model's masks of a view to masks of the picture, with a second look where the picture is large.

import { boundingBox, iou, type Mask, union as unite } from '../images/mask.ts';
import { cropMask } from '../images/crop.ts';
import { secondLook } from './crop.ts';
import type { Engine } from './engine.ts';
import { fullSizeMaskApart, lifted, likelihoods } from './full-size.ts';
import { instancesOf, isPart, shareOutApart, wholeOf } from './instances.ts';
import { outlined } from './outlined.ts';
import { pointedMask, type Pointing } from './pointed.ts';
import { maskRegion, regionTypes } from './regions.ts';
import type { Predicted } from './segment.ts';
import type { NamedMask } from './turn-events.ts';
import { understood } from './understand.ts';
import type { View } from './view.ts';

/** A second look that was asked for by the first mask counts only if it still means the same thing: IoU with it. */
const agreement = 0.5;

export interface FindOptions {
  /** Left out where nothing was pointed at. */
  pointing?: Pointing;
  /** Whether all that is found is one mask, several things too. */
  together?: boolean;
  signal?: AbortSignal;
}

/** The masks a prediction stands for, several where several things were meant; empty where no pixel is inside. */
export async function findMasks(engine: Engine, view: View, names: string, predicted: Predicted, options: FindOptions = {}): Promise<NamedMask[]> {
  const likely = likelihoods(predicted.logits[0], engine.grid, view.frame.side);
  const instances = options.together ? [wholeOf(names, predicted)] : instancesOf(names, predicted, engine.grid);
  // With several things, what was pointed at is all of them and says nothing of one.
  if (options.pointing && instances.length === 1 && !isPart(names)) {
    const { mask, score } = await pointedMask(engine, view, predicted, options.pointing, options.signal);
    return boundingBox(mask) === null ? [] : [{ name: instances[0].name, score, mask }];
  }
  // The end of a half is no edge that colours could show.
  const whole = isPart(names) ? await fullSizeMaskApart(lifted(likely), view.picture, view.frame, options.signal) : await outlined(engine, view, likely, options.signal);
  const masks = instances.length > 1 ? await shareOutApart(whole, instances, view.frame, engine.grid, options.signal) : [whole];
  const found: NamedMask[] = [];
  for (const [index, { name, score }] of instances.entries()) {
    const first = { name, score, mask: masks[index] };
    const closer = isPart(name) ? first : await lookCloser(engine, view, first, options.signal);
    if (boundingBox(closer.mask) !== null) found.push(closer);
  }
  return found;
}

/** Looks at the part of the picture round a mask and draws the mask anew there, where that shows more. */
async function lookCloser(engine: Engine, view: View, first: NamedMask, signal?: AbortSignal): Promise<NamedMask> {
  const box = boundingBox(first.mask);
  const part = box && secondLook(box, view.picture, view.frame.box);
  if (!part) return first;
  const near = await engine.viewer.look(view.picture, part);
  const regions = [maskRegion(first.mask, regionTypes.mask, near.frame, engine.grid)];
  const { predicted } = await understood(engine, near, { text: '', regions, sessionMasks: [], history: [] }, ['segment'], signal);
  if (predicted === null) return first;
  const mask = await outlined(engine, near, likelihoods(predicted.logits[0], engine.grid, near.frame.side), signal);
  return iou(cropMask(first.mask, part), cropMask(mask, part)) >= agreement ? { ...first, mask } : first;
}

/** Everything a list of masks covers; null for none. */
export function everything(masks: readonly NamedMask[]): Mask | null {
  return masks.length === 0 ? null : masks.map(({ mask }) => mask).reduce(unite);
}
