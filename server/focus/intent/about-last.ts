// "why?", "are you sure?", "what did you do?": answered from the turn before.

import type { PastTurn } from '../prompt.ts';
import { isEdit } from '../special-tokens.ts';
import type { Aside } from './replies.ts';

const why = /\b(?:why|how come|how so|reason|explain|justify|because|based|base|grounds|how (?:do|did|can|could) you (?:know|tell|see)|makes you|led you|come to that|where do you see|says who)\b/i;
const done = /\b(?:what (?:exactly )?(?:did|have|was|got|has|were|changed|happened)|which one did|did (?:it|you)|is it done|are you done|have you|understand)\b/i;

/** Where a score counts as sure and as fairly sure. */
const levels = { sure: 0.8, fairly: 0.5 } as const;

const howSure = (score: number): string =>
  `${score >= levels.sure ? 'sure' : score >= levels.fairly ? 'fairly sure' : 'not sure'} (${Math.round(100 * score)} %)`;

/** `score`: of the mask that was made last, where one was. */
export function aboutLast(text: string, last: PastTurn | undefined, score: number | undefined): Aside {
  if (last === undefined) return { text: 'Nothing was answered yet that I could say more about.', suggestions: ['how many objects are there?', 'mark everything'] };
  const { answer } = last;
  const certainty = answer.action === 'segment' ? score : answer.confidence;
  if (why.test(text)) return { text: reasonOf(last, certainty), suggestions: ['are you sure?'] };
  if (done.test(text)) return { text: deedOf(last), suggestions: isEdit(answer.action) ? ['undo'] : ['are you sure?'] };
  const pointing = answer.action === 'segment' ? 'If it is another one, say which, or click it.' : 'A click on the thing makes it surer.';
  if (certainty === undefined) return { text: `I cannot give that a number: it is what the picture looked like to me. ${pointing}`, suggestions: ['why?'] };
  return { text: `I am ${howSure(certainty)} of that. ${pointing}`, suggestions: ['why?', ...(answer.action === 'segment' ? ['not that one, the other one'] : [])] };
}

const quoted = (words: string): string => `“${words}”`;
const things = (names: string): string => (names === '' ? 'what you pointed at' : names.split(',').map((name) => `the ${name.trim()}`).join(', '));

function reasonOf({ text, answer }: PastTurn, certainty: number | undefined): string {
  const measure = certainty === undefined ? '' : ` I am ${howSure(certainty)}.`;
  if (answer.action === 'answer') return answer.names === '' ? `I judged by the picture as a whole.${measure}` : `I looked at ${things(answer.names)} to answer ${quoted(text)}.${measure}`;
  if (answer.action === 'none') return `I looked for ${answer.text === '' ? quoted(text) : quoted(answer.text)} and saw nothing that fits.`;
  if (answer.action === 'segment') return `I took ${text.trim() === '' ? 'your click' : quoted(text)} to mean ${things(answer.names)} and marked where I see that.${measure}`;
  return `You said ${quoted(text)}, and I took it for ${deed(answer)}.`;
}

function deed({ action, names, text }: PastTurn['answer']): string {
  const wish = text === '' ? '' : ` (${text})`;
  switch (action) {
    case 'remove': return `removing ${things(names)}`;
    case 'recolour': return `recolouring ${things(names)}${wish}`;
    case 'replace': return `replacing ${things(names)}${wish}`;
    case 'background': return `changing the background${wish}`;
    default: return `putting something there${wish}`;
  }
}

function deedOf(last: PastTurn): string {
  const { answer, text } = last;
  if (answer.action === 'segment') return `I marked ${things(answer.names)}. The picture itself was not changed.`;
  if (answer.action === 'answer') return `I answered ${quoted(text)} with ${quoted(answer.text)}. The picture was not changed.`;
  if (answer.action === 'none') return `I looked for ${quoted(answer.text)} and found nothing. The picture was not changed.`;
  return `The last change was ${deed(answer)}. The difference can be seen beside the picture; “undo” takes it back.`;
}
