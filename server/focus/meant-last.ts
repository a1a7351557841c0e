// "remove it", "cut this out": the very pixels of what was marked last, not what the model would find anew.

import { union } from '../images/mask.ts';
import { markedLast } from './marked-last.ts';
import type { TurnInput } from './turn-input.ts';

/** A pronoun that stands alone. "this dog" names a thing, "it" in "is it" asks. */
const pronoun = /\b(?:it|them|this|that|these|those|(?:both|all|the two) of (?:them|these|those))\b(?=\s*$|[.?!,]|\s+(?:away|out|off|please|now|from|into|with|by|to|in|a|an|more|less|red|green|blue|yellow|purple|orange|cyan|white|black|gr[ea]y|brown|pink|darker|lighter|brighter|transparent)\b)/i;

/** A question changes nothing. */
const asks = /^(?:is|are|was|were|what|which|who|whose|where|when|why|how|does|do|did|has|have)\b/i;

/** The turn with the place that its pronoun means, for the case that it asks for a change; as it was where it says its place itself. */
export function withMeant(input: TurnInput): TurnInput {
  return asks.test(input.text.trim()) ? input : withMeantBy(input);
}

/** The same for questions too: "what is this", "where are they". */
export function withMeantBy(input: TurnInput): TurnInput {
  const { text, place, points = [], boxes = [], scribbles = [], masks = [], history = [] } = input;
  if (place !== undefined || points.length + boxes.length + scribbles.length + masks.length > 0) return input;
  const named = byName(input);
  // Answers in words in between change nothing about what was marked.
  const marking = history.slice(0, history.findLastIndex(({ answer }) => answer.action !== 'answer' && answer.action !== 'none') + 1);
  const meant = named ?? (pronoun.test(text) ? markedLast({ ...input, history: marking }) : []);
  if (meant.length === 0) return input;
  return { ...input, place: meant.map(({ mask }) => mask).reduce(union), placeName: meant.map(({ name }) => name).join(', ') };
}

/** The mask that has the name which a person gave it and now says; null where none has. */
function byName({ text, sessionMasks = [] }: TurnInput): NonNullable<TurnInput['sessionMasks']> | null {
  const said = text.toLowerCase();
  const meant = sessionMasks.filter(({ name, named }) => named === true && new RegExp(`(?<![\\p{L}\\p{N}])${escaped(name.toLowerCase())}(?![\\p{L}\\p{N}])`, 'u').test(said));
  return meant.length === 1 ? meant : null;
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
