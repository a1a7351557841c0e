// What focus says where the model is not asked: a sentence or two, and what can be said instead.

import { taughtColours } from './colours.ts';
import type { ExactWish, Target } from './exact-wish.ts';
import type { Intent } from './intent.ts';
import type { SessionStep } from './kinds.ts';
import { taughtGrounds, taughtShapes } from './taught.ts';

export interface Aside {
  text: string;
  /** Messages that would work now, to be pressed. */
  suggestions: string[];
  /** A thing that was asked for and is not known. */
  missing?: string;
  /** A question that no picture answers. */
  cannotTell?: true;
}

/** What is there to talk about. */
export interface Situation {
  /** Names of the masks that were made, newest last. */
  marked: readonly string[];
  /** What each step through the history would do, null where there is nothing to do; left out where there is no session. */
  steps?: Partial<Record<SessionStep, string | null>>;
}

const example = (words: readonly string[]): string => `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;

/** Messages that work on what is there. */
export function suggestionsFor({ marked }: Situation): string[] {
  const newest = marked.at(-1);
  return newest === undefined ? ['mark everything', 'mark the largest object', 'how many objects are there?'] : ['remove it', 'make it blue', 'mark the other one'];
}

/** The answer to a message that has nothing for the model; null for those that have. */
export function asideFor(intent: Intent, situation: Situation, said = ''): Aside | null {
  const suggestions = suggestionsFor(situation);
  switch (intent.kind) {
    case 'greeting': return { text: 'Hello. Ask about the picture, point at something in it, or say what should change.', suggestions };
    case 'thanks': return { text: 'All right. Say what comes next whenever you like.', suggestions };
    case 'help': return { text: helpText(situation), suggestions: [...suggestions, 'undo'] };
    case 'chat': return { text: 'I took that for conversation and left the picture as it is. Tell me what to do with it, for example “mark the cube” or “remove it”.', suggestions };
    case 'impossible': return question.test(said) ? { text: 'I cannot tell that from the picture. I can say what is visible: colours, shapes, numbers, places.', suggestions, cannotTell: true } : { text: 'That is something I cannot do, so nothing was changed. I can mark things, answer what is visible, remove, recolour and replace things, and change the ground.', suggestions };
    case 'foreign': return { text: 'I only understand English. Short sentences work best.', suggestions };
    case 'unreadable': return { text: 'I cannot make words of that. Ask about the picture, or say what to mark or change.', suggestions };
    case 'session': return stepReply(intent.step, situation);
    case 'exact': return exactReply(intent.wish, situation);
    case 'unfinished': return { text: unfinished(intent.operation), suggestions };
    case 'edit': return intent.known ? null : unknownWish(intent);
    default: return null;
  }
}

const question = /^(?:\W|and |so |ok |please |hey )*(?:what|who|whose|when|where|why|how|which|is|are|does|do|did|was|were)\b(?!.*\bwrite\b)/i;

function helpText({ marked }: Situation): string {
  const now = marked.length === 0 ? 'Nothing is marked yet: click a thing, or name it.' : `What you marked (${marked.at(-1)}) is “it”.`;
  return `I answer questions about the picture (“how many cones are there?”), mark things by words or clicks (“mark the red cube”), and change them: “remove it”, “make it blue”, “replace it with a cone”, “change the ground to sand”. “undo” takes the last step back. ${now}`;
}

const doneSteps: Readonly<Record<SessionStep, (what: string) => string>> = {
  undo: (what) => `Undone: ${what}.`,
  redo: (what) => `Done again: ${what}.`,
  original: () => 'Here is the original picture again. Later versions are kept; “undo” brings the last one back.',
  restart: () => 'Here is the original picture again, with nothing marked. “undo” brings back what was there.',
};
const noSteps: Readonly<Record<SessionStep, string>> = {
  undo: 'There is nothing to undo.', redo: 'There is nothing to redo.', original: 'This is the original picture already.', restart: 'Everything is as it was at the start.',
};

function stepReply(step: SessionStep, { steps, marked }: Situation): Aside {
  if (steps === undefined) return { text: 'Nothing was kept here that I could go back to; in a session I can.', suggestions: [] };
  const what = steps[step] ?? null;
  if (what === null) return { text: noSteps[step], suggestions: suggestionsFor({ marked }) };
  return { text: doneSteps[step](what), suggestions: step === 'redo' ? ['undo'] : step === 'undo' ? ['redo', 'back to the original'] : ['undo'] };
}

function unknownWish({ edit, wish }: Extract<Intent, { kind: 'edit' }>): Aside {
  if (edit === 'recolour') {
    if (wish === null) return { text: `Which colour? I can paint ${example(taughtColours)}.`, suggestions: ['make it red', 'make it blue', 'make it white'] };
    return { text: `I was not taught to paint ${wish}, so nothing was changed. I can paint ${example(taughtColours)}.`, suggestions: ['make it red', 'make it purple', 'make it blue'] };
  }
  if (edit === 'background') {
    const grounds = example(taughtGrounds);
    if (wish === null) return { text: `Which ground? I can make ${grounds}.`, suggestions: ['change the ground to grass', 'change the ground to sand'] };
    return { text: `I cannot make ${wish}, so nothing was changed. The grounds I know are ${grounds}.`, suggestions: ['change the ground to grass', 'change the ground to sand', 'change the ground to wood'] };
  }
  const shapes = example(taughtShapes.map((shape) => `a ${shape}`));
  if (wish === null) return { text: `What should stand there? I can make ${shapes}.`, suggestions: ['replace it with a cube', 'replace it with a ball'] };
  return { text: `I was not taught to make ${wish}, so nothing was changed. I can make ${shapes}, one at a time.`, suggestions: ['replace it with a cone', 'replace it with a ball'] };
}

const targetName = (target: Target): string =>
  target.kind === 'thing' ? (/^(?:the|my|this|that|all|both|every|his|her) /.test(target.name) ? target.name : `the ${target.name}`) : target.kind === 'picture' ? 'the whole picture' : target.kind === 'background' ? 'the background' : 'what is marked';

export const wanted = (wish: ExactWish): string => {
  switch (wish.operation) {
    case 'cutout': return `cut out ${targetName(wish.target)}`;
    case 'background-remove': return 'take the background away';
    case 'background-blur': return 'blur the background';
    case 'background-colour': return `make the background ${wish.colour}`;
    case 'background-grey': return 'make all but the subject grey';
    case 'recolour': return `make ${targetName(wish.target)} ${wish.colour}`;
    case 'adjust': return `change the ${Object.keys(wish).filter((key) => key !== 'operation' && key !== 'target').join(' and ') || 'light'} of ${targetName(wish.target)}`;
    case 'grey': return `make ${targetName(wish.target)} black and white`;
    case 'fill': return `fill ${targetName(wish.target)} with ${wish.colour}`;
    case 'crop': return wish.target.kind === 'picture' ? 'crop the picture' : `crop to ${targetName(wish.target)}`;
    case 'blur': case 'pixelate': return `${wish.operation} ${targetName(wish.target)}`;
    case 'resize': case 'rotate': case 'flip': case 'straighten': return `${wish.operation} the picture`;
  }
};

/** What the page's own buttons can do of it. */
function exactReply(wish: ExactWish, situation: Situation): Aside {
  const thing = 'target' in wish && wish.target.kind === 'thing' ? wish.target.name : null;
  const mark = thing !== null ? `mark ${targetName({ kind: 'thing', name: thing })}` : null;
  const instead = wish.operation === 'cutout' || wish.operation === 'background-remove'
    ? `${situation.marked.length === 0 ? 'Mark what should stay; then' : 'But'} its menu under Masks saves it as a cut-out on transparency.`
    : 'I can mark things, remove, recolour and replace them, and change the ground.';
  return { text: `You want me to ${wanted(wish)}. That I cannot do to the picture yet, so it stays as it is. ${instead}`, suggestions: [...(mark ? [mark] : []), ...suggestionsFor(situation)].slice(0, 3) };
}

function unfinished(operation: string): string {
  if (operation === 'background-colour' || operation === 'fill') return 'In which colour? Say its name, or its number such as #ff8800.';
  return 'I did not understand that to the end. Say what, and by how much.';
}
