// What somebody may have meant who mistyped a word.

import type { Vocabulary } from './vocabulary.ts';
import { wordKey } from './word-key.ts';

/** Shorter words are too near to others: "cot", "cat". */
const fewestLetters = 5;

/**
 * The form one edit away (a letter more, less or other, or two neighbours swapped), or null. Of several the one with the same first letter
 * and an exact meaning, then the first in the list, which goes from general to special. What has as many words as the form counts only.
 */
export function nearestForm(vocabulary: Vocabulary, form: string): string | null {
  const typed = wordKey(form);
  if (typed.replaceAll(' ', '').length < fewestLetters) return null;
  let [best, least] = [null as string | null, Infinity];
  for (const [key, meanings] of vocabulary.forms) {
    if (Math.abs(key.length - typed.length) > 1 || !isOneEdit(typed, key)) continue;
    const other = (key[0] === typed[0] ? 0 : 2) + (meanings.some(({ exact, listed }) => exact && listed) ? 0 : 1);
    if (other < least) [best, least] = [key, other];
  }
  return best;
}

/** Damerau–Levenshtein distance of exactly 1. */
export function isOneEdit(one: string, other: string): boolean {
  if (one === other) return false;
  let start = 0;
  while (start < one.length && one[start] === other[start]) start += 1;
  const [left, right] = [one.slice(start), other.slice(start)];
  return (
    left.slice(1) === right || left === right.slice(1) || left.slice(1) === right.slice(1) || (left.length > 1 && left[0] === right[1] && left[1] === right[0] && left.slice(2) === right.slice(2))
  );
}
