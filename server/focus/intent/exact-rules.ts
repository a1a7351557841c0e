// What needs no model to be understood: undo words, greetings, marks without words, letters of another script.

import type { Intents, SessionStep } from './kinds.ts';
import { withoutPoliteness } from './phrase.ts';

const steps: readonly [SessionStep, RegExp][] = [
  ['redo', /^(?:redo(?: (?:it|that|this|the last (?:change|step|edit)))?|(?:ctrl|cmd|control|command)[ +-]*(?:y|shift[ +-]*z)|undo (?:the|that) undo|un-?undo(?: it)?|(?:one )?(?:step )?forwards?(?: again)?)$/i],
  ['original', /^(?:(?:(?:back|go back|return|revert|reset|restore)(?: it| everything| all| the picture| the image| the photo)? to )?(?:the |my )?(?:very )?original(?: (?:picture|image|photo|version|one))?|undo (?:everything|all(?: (?:of it|changes|edits|my edits|the changes|the edits|steps))?)|(?:revert|take back) (?:everything|all(?: of it| changes)?))$/i],
  ['restart', /^(?:start (?:all )?over(?: again)?|start (?:again|anew|afresh|from scratch)|begin (?:again|anew)|restart|start again from (?:scratch|the beginning)|back to square one|from scratch|reset (?:everything|all|it all)|fresh start|clean slate)$/i],
  ['undo', /^(?:undo(?: (?:it|that|this|the last (?:one|thing|change|edit|step|action)|last(?: (?:change|edit|step))?|my last (?:change|edit|step)|what you (?:just )?did|one step|once))?|(?:ctrl|cmd|control|command)[ +-]*z|revert(?: (?:it|that|this|the last (?:change|edit|step)))?|go back(?: (?:one|a) step)?|(?:take|put) (?:it|that|this) back|(?:one )?step back|roll ?back|back|undo it again)$/i],
];

const greeting = /^(?:hi+|hello+|hey+|hiya|howdy|yo|good (?:morning|afternoon|evening|day|night)|greetings|bye+|goodbye|see (?:you|ya)(?: later)?)(?: (?:there|focus|all|everyone|again|friend))?$/i;
const thanks = /^(?:thanks?(?: (?:you|a lot|so much|very much|again|mate|focus))*|thank ?(?:you|u)(?: (?:so much|very much|again|a lot))?|thx+|ty|cheers|ta|many thanks|much appreciated)$/i;
const word = /[\p{L}]/u;
const latin = /[\p{Script=Latin}]/u;

/** The intent that exact words have; null for all others. */
export function exactIntent(text: string): Intents | null {
  const bare = text.trim();
  if (/^(?:\?+|h+e+l+p+[!?. ]*)$/i.test(bare)) return 'help';
  const letters = [...bare].filter((letter) => word.test(letter));
  if (letters.length === 0) return /\p{Extended_Pictographic}/u.test(bare) || /^[:;=8xX][-o^']?[)(DdPp3]+$/.test(bare) ? 'thanks' : 'unreadable';
  if (letters.filter((letter) => latin.test(letter)).length * 2 < letters.length) return 'foreign';
  const clean = bare.replace(/[\s.!?,;:)(]+$/u, '').replace(/\s+/g, ' ');
  const asked = withoutPoliteness(clean);
  // "again" is politeness to one and a part of the words to another.
  for (const form of [clean, asked]) {
    const step = steps.find(([, pattern]) => pattern.test(form));
    if (step) return step[0];
  }
  if (/^(?:[a-z']+[ ,]+){0,3}undo\b/i.test(asked) && !/\b(?:how|what|where|why|can i|button|don'?t|do not|never|if)\b/i.test(clean)) {
    return /\b(?:undo|redo) (?:the |that )?(?:undo|undone)\b/i.test(asked) ? 'redo' : /\b(?:all|everything|lot|every|whole)\b/i.test(asked) ? 'original' : 'undo';
  }
  if (greeting.test(clean)) return 'greeting';
  if (thanks.test(clean)) return 'thanks';
  return null;
}
