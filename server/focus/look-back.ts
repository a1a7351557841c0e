// What a turn takes up of what came before it.

import type { TurnInput } from './turn-input.ts';

/**
 * Whether a turn is read together with what was said and marked before. What is pointed at without words means the same whatever
 * was said before: training points without a history. It may correct a mask of before (`corrects`: one is given), but a box says
 * all that is meant.
 */
export function looksBack({ text, boxes = [], edit }: Pick<TurnInput, 'text' | 'boxes' | 'edit'>, corrects: boolean): boolean {
  return text.trim() !== '' || edit === true || (corrects && boxes.length === 0);
}

/** The turn as the model reads it: without what came before where it does not look back. */
export function withoutDistraction(turn: TurnInput): TurnInput {
  return looksBack(turn, (turn.sessionMasks ?? []).length > 0) ? turn : { ...turn, history: [], sessionMasks: [] };
}

/**
 * The words of a turn. "remove this" about a chosen mask: in training "this" goes with a click, and what was marked before is "it".
 * "remove it" after several things were marked is read as taking one out of the mask by some checkpoints, "erase it" never.
 */
export function aboutMask({ text, place, points = [], boxes = [], scribbles = [] }: TurnInput): string {
  if (place === undefined || points.length + boxes.length + scribbles.length > 0) return text;
  return text
    .replace(/\bthis(?: one)?(?=\s*$|[.?!,]|\s+(?:away|from|into|with|by|to|in|red|green|blue|yellow|purple|orange|cyan|white|black)\b)/gi, 'it')
    .replace(/\bremove (?:it|them|these|those)(?=\s*$|[.?!,]|\s+from the picture\b)/gi, 'erase it');
}
