// What somebody may have meant who mistyped a word.

import { isOneEdit } from '../../../models/words/one-edit.ts';
import type { Vocabulary } from './vocabulary.ts';
import { wordKey } from './word-key.ts';

/** Shorter words are too near to others: "cot", "cat". */
const fewestLetters = 5;

/**
 * The form one edit away (a letter more, less or other, or two neighbours swapped), or null. Of several the one with the same first letter
 * and an exact meaning, then the first in the list, which goes from general to special. A noun of English is never taken for another.
 */
export function nearestForm(vocabulary: Vocabulary, form: string): string | null {
  const typed = wordKey(form);
  if (typed.replaceAll(' ', '').length < fewestLetters || vocabulary.untaught.has(typed)) return null;
  let [best, least] = [null as string | null, Infinity];
  for (const [key, meanings] of vocabulary.forms) {
    if (Math.abs(key.length - typed.length) > 1 || !isOneEdit(typed, key) || isOtherWord(vocabulary, typed, key)) continue;
    const other = (key[0] === typed[0] ? 0 : 2) + (meanings.some(({ exact, listed }) => exact && listed) ? 0 : 1);
    if (other < least) [best, least] = [key, other];
  }
  return best;
}

/** "water lime" is not a mistyped "water line" where the word that differs is one of English. */
function isOtherWord({ untaught, forms }: Vocabulary, typed: string, key: string): boolean {
  const [words, others] = [typed.split(' '), key.split(' ')];
  return words.length > 1 && words.some((word, index) => word !== others[index] && (untaught.has(word) || forms.has(word)));
}
