import type { Adjustment } from '../images/adjust/adjustment.ts';
import type { Move } from '../images/adjust/move.ts';
import type { Mask } from '../images/mask.ts';
import type { Box, Picture } from '../images/picture.ts';
import type { Intent } from './intent/intent.ts';
import type { SessionStep } from './intent/kinds.ts';
import type { ModelAnswer } from './prompt.ts';
import type { Action, EditKind } from './special-tokens.ts';

export interface NamedMask {
  name: string;
  /** Of the picture's size. */
  mask: Mask;
  /** Chance that the mask is right, 0 to 1. */
  score: number;
}

/** What a click may mean as well. */
export interface Alternative extends NamedMask {
  /** As a point of a turn takes it; 0 is the likeliest. */
  choice: number;
}

/** What happens while a turn runs, in order. */
export type TurnEvent =
  | { type: 'text-start' }
  | { type: 'text-delta'; delta: string }
  | { type: 'text-end'; text: string }
  | { type: 'mask-start'; name: string }
  | ({ type: 'mask-end' } & NamedMask)
  /** Rows of codes that a drawing is composed of, as far as they are written. */
  | { type: 'code-progress'; step: number; of: number }
  /** Denoising steps that are done, from 0. */
  | { type: 'edit-progress'; step: number; of: number }
  /** Comes when there is time for it, so other than all else not at the same places when a turn is repeated. */
  | ({ type: 'edit-preview' } & EditPreview)
  | ({ type: 'edit-end' } & EditResult);

/** What is painted looks like this so far. */
export interface EditPreview {
  /** At the size it is painted at. */
  picture: Picture;
  /** Its pixels that are being painted. */
  mask: Mask;
  /** Where it lies in the turn's picture; null for a drawing, which is a picture of its own. */
  box: Box | null;
}

export interface EditResult {
  /** adjust: an exact operation, which `exact` names. */
  kind: EditKind | 'draw' | 'adjust';
  /** Of the source's size, unless an exact operation gave it another. */
  picture: Picture;
  /** The pixels that could change; all others are byte-equal to the source's. */
  region: Mask;
  changedPixels: number;
  /** Pixels of what was marked; left out of a drawing. */
  markedPixels?: number;
  /** Pixels that changed beyond what was marked and its soft border; 0 where a mask was given, which bounds the edit. */
  outsidePixels?: number;
  /** What was computed exactly, without painting. */
  exact?: Adjustment;
  /** How masks of the source come to lie on the result, where an exact operation moved its pixels. */
  move?: Move;
  seed: number;
  /** Size at which the region was painted before it was scaled to its place, pixels. */
  paintedAt: { width: number; height: number };
}

export interface TurnResult {
  action: Action;
  /** A sentence for a person. */
  text: string;
  /** The answer in the model's own words: give it back as history. */
  answer: ModelAnswer;
  /** What was marked; of an edit, the one region that could change. Together they are everything meant. */
  masks: NamedMask[];
  /** What else a click may have meant, best first; at most two. */
  alternatives?: Alternative[];
  /** The picture after an edit or a drawing. */
  picture?: Picture;
  edit?: EditResult;
  seed: number;
  /** What the message was taken for; left out where nothing was said in words, or the caller said what the turn is for. */
  intent?: Intent;
  /** Messages that would go on from here. */
  suggestions?: readonly string[];
  /** Said beside the matter: it is not given back as history. */
  aside?: true;
  /** A step through the history, which whoever holds the session carries out. */
  step?: SessionStep;
}
