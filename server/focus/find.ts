// From the model's masks of a view to masks of the picture, with a second look where the picture is large.

import { boundingBox, iou, type Mask, union as unite } from '../images/mask.ts';
import { cropMask } from '../images/crop.ts';
import { secondLook } from './crop.ts';
import type { Engine } from './engine.ts';
import { fullSizeMask } from './full-size.ts';
import { instancesOf, shareOut } from './instances.ts';
import { maskRegion, regionTypes } from './regions.ts';
import type { Predicted } from './segment.ts';
import type { NamedMask } from './turn-events.ts';
import { understood } from './understand.ts';
import type { View } from './view.ts';

/** A second look counts only if it still means the same thing: IoU with the first. */
const agreement = 0.5;

/** The masks a prediction stands for, several where several things were meant; empty where no pixel is inside. */
export async function findMasks(engine: Engine, view: View, names: string, predicted: Predicted, signal?: AbortSignal): Promise<NamedMask[]> {
  const whole = fullSizeMask(predicted.logits[0], engine.grid, view.picture, view.frame);
  const instances = instancesOf(names, predicted, engine.grid);
  const masks = instances.length > 1 ? shareOut(whole, instances, view.frame, engine.grid) : [whole];
  const found: NamedMask[] = [];
  for (const [index, { name, score }] of instances.entries()) {
    const mask = await lookCloser(engine, view, masks[index], signal);
    if (boundingBox(mask) !== null) found.push({ name, mask, score });
  }
  return found;
}

/** Looks at the part of the picture round a mask and draws the mask anew there, where that shows more. */
async function lookCloser(engine: Engine, view: View, mask: Mask, signal?: AbortSignal): Promise<Mask> {
  const box = boundingBox(mask);
  const part = box && secondLook(box, view.picture, view.frame.box);
  if (!part) return mask;
  const near = await engine.viewer.look(view.picture, part);
  const region = maskRegion(mask, regionTypes.mask, near.frame, engine.grid);
  const { predicted } = await understood(engine, near, { text: '', regions: [region], sessionMasks: [], history: [] }, ['segment'], signal);
  if (predicted === null) return mask;
  const closer = fullSizeMask(predicted.logits[0], engine.grid, view.picture, near.frame);
  return iou(cropMask(mask, part), cropMask(closer, part)) >= agreement ? closer : mask;
}

/** Everything a list of masks covers; null for none. */
export function everything(masks: readonly NamedMask[]): Mask | null {
  return masks.length === 0 ? null : masks.map(({ mask }) => mask).reduce(unite);
}
