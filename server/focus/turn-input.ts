// What a turn may say, and what is refused before the model sees it.

import { InputError } from '../errors.ts';
import { boundingBox, type Mask } from '../images/mask.ts';
import type { Box, Picture } from '../images/picture.ts';
import type { Point } from '../images/raster.ts';
import type { Frame } from './frame.ts';
import type { SessionStep } from './intent/kinds.ts';
import type { PreviewPace } from './preview-pace.ts';
import type { PastTurn } from './prompt.ts';
import type { Action } from './special-tokens.ts';
import { boxRegion, maskRegion, pointRegion, type Region, regionTypes, scribbleRegion } from './regions.ts';

export interface TurnPoint extends Point {
  positive: boolean;
  /**
   * Of a first click: which of the things it may mean is meant, 0 the likeliest (also where left out). `alternatives` of the result without a
   * choice are 1 and 2.
   */
  choice?: number;
}

export interface TurnInput {
  /** May be empty where something is pointed at. */
  text: string;
  /** Clicks, in pixels of the picture; negative ones say what is not meant. */
  points?: readonly TurnPoint[];
  boxes?: readonly Box[];
  /** Strokes through points. */
  scribbles?: readonly (readonly Point[])[];
  /** Rough masks of the picture's size. */
  masks?: readonly Mask[];
  /** Where the change goes if the turn turns out to be an edit, of the picture's size. The model does not see it. */
  place?: Mask;
  /** What the thing at `place` is called by the person; the model's own name where left out. */
  placeName?: string;
  /** The mask that clicks correct: what they add comes to it, what they take away goes from it, the rest of it stays. Of the picture's size. */
  base?: { name: string; mask: Mask };
  /** Whether a removal may take the shadow of the thing along, beyond the mask that was given. */
  shadow?: boolean;
  /** Masks the session has made so far, oldest first; the model reads the newest four. */
  sessionMasks?: readonly { id: string; name: string; mask: Mask; score?: number; /** Whether a person gave it its name. */ named?: boolean }[];
  /** Earlier turns, oldest first; the model reads the last two. */
  history?: readonly PastTurn[];
  /** Replays an edit or a drawing exactly. */
  seed?: number;
  signal?: AbortSignal;
  /** true: the turn must be an edit; false: it may not be one. The model decides where left out. */
  edit?: boolean;
  /** What the turn may be answered with, where whoever says it knows what it is for; words that sound like something else do not matter then. */
  permitted?: readonly Action[];
  /** What each step through the session's history would take back or do again, null for nothing; left out where there is no session. */
  canStep?: Partial<Record<SessionStep, string | null>>;
  /** Denoising steps of an edit or a drawing; one where left out. */
  steps?: number;
  /** Shows what is painted on the way, at this pace; not at all where left out. */
  previews?: PreviewPace;
}

const inputLimits = { characters: 2000, tokens: 256, prompts: 16 } as const;

/** Throws unless the text is one the model can read. */
export function checkText(text: string, tokens: (text: string) => number): void {
  if (typeof text !== 'string') throw refuse('message-missing', 'The message is not a text.', 'Send a text, or an empty one with a click.');
  if (text.length > inputLimits.characters) {
    throw refuse(
      'message-too-long',
      `The message has ${count(text.length)} characters; at most ${count(inputLimits.characters)} are read.`,
      'Say it in a sentence or two.',
      413,
    );
  }
  const used = tokens(text);
  if (used > inputLimits.tokens) {
    throw refuse(
      'message-too-long',
      `The message takes ${used} tokens; this model reads at most ${inputLimits.tokens}.`,
      'Say it in a sentence or two.',
      413,
    );
  }
}

/**
 * Throws an InputError unless the turn says something about this picture: `message-empty`, `point-outside`,
 * `box-outside`, `box-empty`, `scribble-empty`, `scribble-outside`, `mask-empty`, `mask-size-differs`, `too-many-prompts`, `choice-invalid`,
 * `choice-needs-click`.
 */
export function checkPrompts(input: TurnInput, picture: Picture): void {
  const { points = [], boxes = [], scribbles = [], masks = [], place, base, sessionMasks = [] } = input;
  const prompts = points.length + boxes.length + scribbles.length + masks.length;
  if (prompts === 0 && input.text.trim() === '') {
    throw refuse('message-empty', 'The message is empty.', 'Ask something, or point at something in the picture.');
  }
  if (prompts > inputLimits.prompts) {
    throw refuse('too-many-prompts', `${prompts} clicks, boxes and strokes at once; at most ${inputLimits.prompts} are read.`, 'Send fewer.');
  }
  for (const point of points) checkPoint('point', point, picture);
  checkChoice(input);
  for (const box of boxes) checkBox(box, picture);
  for (const stroke of scribbles) {
    if (stroke.length === 0) throw refuse('scribble-empty', 'A scribble has no points.', 'Draw at least one point.');
    for (const point of stroke) checkPoint('scribble', point, picture);
  }
  for (const mask of place === undefined ? masks : [...masks, place]) {
    checkMaskSize(mask, picture);
    if (boundingBox(mask) === null) throw refuse('mask-empty', 'The mask is empty: no pixel is inside.', 'Mark at least one pixel.');
  }
  for (const { mask } of base === undefined ? sessionMasks : [...sessionMasks, base]) checkMaskSize(mask, picture);
}

/** The prompts of a turn as rasters, in the order in which the model reads them. */
export function promptRegions(input: TurnInput, frame: Frame, grid: number): Region[] {
  return [
    ...(input.points ?? []).map((point) => pointRegion(point, point.positive, frame, grid)),
    ...(input.boxes ?? []).map((box) => boxRegion(box, frame, grid)),
    ...(input.scribbles ?? []).map((stroke) => scribbleRegion(stroke, frame, grid)),
    ...(input.masks ?? []).map((mask) => maskRegion(mask, regionTypes.mask, frame, grid)),
  ];
}

function checkPoint(what: 'point' | 'scribble', { x, y }: Point, { width, height }: Picture): void {
  if (x >= 0 && y >= 0 && x < width && y < height) return;
  throw refuse(
    `${what}-outside`,
    `The ${what} (${x}, ${y}) lies outside the picture, which has ${width} x ${height} pixels.`,
    `Use 0 to ${width - 1} across and 0 to ${height - 1} down.`,
  );
}

function checkChoice({ points = [], boxes = [], scribbles = [], masks = [], base }: TurnInput): void {
  const chosen = points.map(({ choice = 0 }) => choice);
  if (chosen.every((choice) => choice === 0)) return;
  if (!chosen.every((choice) => [0, 1, 2].includes(choice))) throw refuse('choice-invalid', `There is no choice ${chosen.find((choice) => ![0, 1, 2].includes(choice))}.`, 'Use 0, 1 or 2.');
  const alone = boxes.length + scribbles.length + masks.length === 0 && base === undefined;
  if (alone && points[0].positive && chosen.slice(1).every((choice) => choice === 0)) return;
  throw refuse('choice-needs-click', 'A choice is of a first click on what is meant, with nothing but clicks behind it.', 'Leave the choice out, or point with clicks alone.');
}

function checkBox(box: Box, { width, height }: Picture): void {
  const { left, top } = box;
  const text = `(${left}, ${top}, ${left + box.width}, ${top + box.height})`;
  if (!(box.width > 0 && box.height > 0)) throw refuse('box-empty', `The box ${text} has no area.`, 'Give two opposite corners.');
  if (left < width && top < height && left + box.width > 0 && top + box.height > 0) return;
  throw refuse('box-outside', `The box ${text} lies outside the picture, which has ${width} x ${height} pixels.`, 'Draw it on the picture.');
}

function checkMaskSize(mask: Mask, { width, height }: Picture): void {
  if (mask.width === width && mask.height === height && mask.data.length === width * height) return;
  throw refuse(
    'mask-size-differs',
    `The mask has ${mask.width} x ${mask.height} pixels, the picture ${width} x ${height}.`,
    'Give a mask of exactly the size of the picture.',
  );
}

function refuse(code: string, message: string, hint: string, status = 400): InputError {
  return new InputError({ code, message, hint, status });
}

function count(value: number): string {
  return value.toLocaleString('en-US');
}
