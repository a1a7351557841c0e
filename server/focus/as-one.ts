// "remove them" about several masks: training changes one thing at a time, and after an answer that named several no wording of a
// change was read as one (0 to 5 of 55 held-out cases; 55 with a single mask). So the model reads them as one mask with one name.

import { area, intersect, union } from '../images/mask.ts';
import { markedLast, type SessionMask } from './marked-last.ts';
import type { TurnInput } from './turn-input.ts';

const pronoun = '(?:it|them|(?:both|all|the two) of (?:them|these|those))';
/** Words that may also go with a name ("both balls"); what follows shows that none comes. */
const pointer = '(?:these|those|both|the two)(?=\\s*$|[.?!,]|\\s+(?:away|please|from|into|with|by|to|in|red|green|blue|yellow|purple|orange|cyan|white|black)\\b)';
const verb = '(remove|erase|delete|take|wipe out|get rid of|make|paint|colou?r|recolou?r|dye|turn|replace|swap|change|exchange)';
/** "remove them from the mask" corrects a mask. */
const change = new RegExp(`\\b${verb} (?:${pronoun}|${pointer})(?!\\s+(?:from the (?:mask|selection)|out of the)\\b)`, 'i');

export interface Together {
  /** The turn with the masks as one. */
  input: TurnInput;
  /** What they are called: "red ball, blue cone". */
  names: string;
}

/** Null where no change is asked of several masks. */
export function asOne(input: TurnInput): Together | null {
  const { text, points = [], boxes = [], scribbles = [], masks = [], place } = input;
  if (points.length + boxes.length + scribbles.length + masks.length > 0 || !change.test(text)) return null;
  const meant = place === undefined ? markedLast(input) : within(input.sessionMasks ?? [], place);
  if (meant.length < 2) return null;
  const [{ id, name }] = meant;
  const whole = place ?? meant.map(({ mask }) => mask).reduce(union);
  return {
    names: meant.map((mask) => mask.name).join(', '),
    input: {
      ...input,
      text: text.replace(change, '$1 it'),
      place: whole,
      sessionMasks: [{ id, name, mask: whole }],
      history: [{ text: '', answer: { action: 'segment', names: name, text: '' } }],
    },
  };
}

/** The masks that a place was made of. */
function within(masks: readonly SessionMask[], place: NonNullable<TurnInput['place']>): SessionMask[] {
  return masks.filter(({ mask }) => area(mask) > 0 && area(intersect(mask, place)) === area(mask));
}
