import type { Mask } from '../images/mask.ts';
import { cutOut } from './cut-out.ts';
import type { Engine } from './engine.ts';
import { fullSizeMaskApart, lifted } from './full-size.ts';
import type { View } from './view.ts';

/** The mask of the picture that likelihoods [side, side] of a view stand for, its outline drawn along colours and edges of the picture. */
export async function outlined({ grabCut }: Engine, { picture, square, frame }: View, likely: Float32Array, signal?: AbortSignal): Promise<Mask> {
  return fullSizeMaskApart(cutOut(lifted(likely), square, frame, grabCut), picture, frame, signal);
}
