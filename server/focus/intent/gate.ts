// The gate before the model: what a turn may be answered with, or the answer itself where the model has nothing to do with it.

import { type Action, actions, isEdit } from '../special-tokens.ts';
import type { TurnInput } from '../turn-input.ts';
import { aboutLast } from './about-last.ts';
import type { Classifier } from './classifier.ts';
import { type Intent, sortMessage } from './intent.ts';
import { isPronoun } from './phrase.ts';
import { readEdit } from './read-edit.ts';
import { type Aside, asideFor, suggestionsFor } from './replies.ts';
import { isWishKnown, untaughtNoun } from './taught.ts';

export interface Passed {
  intent: Intent | null;
  /** The answer; null where the model answers. */
  aside: Aside | null;
  /** What the model reads. */
  text: string;
  /** What it may answer with; left out where it decides. */
  permitted?: readonly Action[];
  /** Wishes of the same message that are left. */
  rest: string[];
}

/** Sorts a turn. `score`: of the mask made last. `untaught`: the noun of a phrase that whoever looks for it was not taught, null where it was. */
export async function passGate(classifier: Classifier, input: TurnInput, score?: number, untaught = untaughtNoun): Promise<Passed> {
  const { text, history = [] } = input;
  const free: Passed = { intent: null, aside: null, text, permitted: input.permitted, rest: [] };
  if (text.trim() === '') return free;
  // Whoever says what a turn is for knows that; what it wishes may still be more than was taught.
  if (input.permitted !== undefined) return { ...free, aside: refusedWish(input) };
  const last = history.at(-1);
  let intent = await sortMessage(classifier, { text, pointed: isPointed(input), last });
  const rest = intent.kind === 'several' ? intent.parts.slice(1) : [];
  const said = intent.kind === 'several' ? intent.parts[0] : text;
  if (intent.kind === 'several') intent = await sortMessage(classifier, { text: said, pointed: isPointed(input), last });
  const passed: Passed = { ...free, intent, text: wordsFor(intent, said), rest };
  if (input.edit === true && !mayChange(intent)) return { ...passed, aside: noChange(intent, input) };
  if (input.edit === false && mayChange(intent)) return passed;
  const aside = intent.kind === 'about-last' ? aboutLast(said, last, score) : asideFor(intent, situationOf(input), said) ?? withoutPlace(intent, input, untaught);
  if (aside !== null) return { ...passed, aside };
  return { ...passed, permitted: actionsFor(intent, said, last?.answer.action) };
}

const isPointed = ({ points = [], boxes = [], scribbles = [], masks = [] }: TurnInput): boolean => points.length + boxes.length + scribbles.length + masks.length > 0;
const mayChange = ({ kind }: Intent): boolean => kind === 'edit' || kind === 'exact' || kind === 'draw' || kind === 'unfinished';
const situationOf = ({ sessionMasks = [], canStep }: TurnInput) => ({ marked: sessionMasks.map(({ name }) => name), steps: canStep });

/** A correction of a wish is said to the model as the whole order. */
function wordsFor(intent: Intent, text: string): string {
  if (intent.kind !== 'edit' || intent.edit !== 'recolour' || intent.wish === null || intent.object === null) return text;
  return readEdit('recolour', text).object === null ? `make ${intent.object} ${intent.wish}` : text;
}

function actionsFor(intent: Intent, text: string, last?: Action): readonly Action[] {
  switch (intent.kind) {
    case 'mark': return intent.sure ? ['segment', 'none'] : ['answer', 'segment', 'none'];
    case 'question': return intent.sure ? ['answer', 'none'] : ['answer', 'segment', 'none'];
    case 'draw': return ['draw'];
    // "drop the cone" behind a mark may take it out of the mask or out of the picture.
    case 'edit': return last === 'segment' && /\b(?:drop|take out|leave out|lose|remove .+ from the (?:mask|selection))\b/i.test(text) ? [intent.edit, 'segment', 'none'] : [intent.edit, 'none'];
    default: return ['answer', 'segment', 'none'];
  }
}

/** A change whose place is not to be found: nothing marked for "it", or a thing that the model was not taught. */
function withoutPlace(intent: Intent, input: TurnInput, untaught: typeof untaughtNoun): Aside | null {
  if (intent.kind !== 'edit' || intent.edit === 'background' || intent.edit === 'generate' || isPointed(input) || input.place !== undefined) return null;
  const { object } = intent;
  const suggestions = suggestionsFor(situationOf(input));
  const something = (input.sessionMasks ?? []).length > 0 || (input.history ?? []).some(({ answer }) => answer.names !== '');
  if (object === null || isPronoun(object)) {
    return something ? null : { text: 'Nothing is marked yet, so I do not know what you mean. Click it, or say its name.', suggestions };
  }
  const noun = untaught(object);
  const marked = (input.sessionMasks ?? []).some(({ name }) => noun !== null && name.toLowerCase().includes(noun));
  return noun === null || marked ? null : { missing: noun, text: `I was not taught “${noun}”, so I would only guess what to change. Click it or draw a box round it, and say it again.`, suggestions };
}

/** Of a turn that must be a change. */
function noChange(intent: Intent, input: TurnInput): Aside {
  const aside = asideFor(intent, situationOf(input));
  return aside ?? { text: 'That asks for no change, so the picture stays as it is. Say what to remove, recolour or replace.', suggestions: suggestionsFor(situationOf(input)) };
}

/** The refusal of a wish beyond what was taught, where the caller says which change it is. */
function refusedWish({ text, permitted = actions, sessionMasks = [] }: TurnInput): Aside | null {
  const kind = permitted.find(isEdit);
  if (kind === undefined || !permitted.every((action) => isEdit(action) || action === 'none')) return null;
  const { object, wish } = readEdit(kind, text);
  if (wish === null || isWishKnown(kind, wish)) return null;
  return asideFor({ kind: 'edit', edit: kind, object, wish, known: false }, { marked: sessionMasks.map(({ name }) => name) });
}
