// Nouns of English that were not taught and would be taken for a mistyped taught word: "river" for "rider".

import { isOneEdit } from './one-edit.ts';
import { pluralise } from './plural.ts';
import type { WordNet } from './wordnet.ts';

/** Shorter words are not taken for others, and a plural has a letter more. */
const fewestLetters = 4;

/** Nouns one edit away from a taught word, or from a part of one; sorted. */
export function nearlyTaught(wordNet: WordNet, taught: readonly string[]): string[] {
  const whole = new Set(taught);
  const words = new Set(taught.flatMap((word) => [word, pluralise(word), ...word.split(' ')]).filter((word) => word.length >= fewestLetters && /^[a-z]+$/.test(word)));
  const byDeletion = new Map<string, string[]>();
  for (const word of words) for (const key of deletions(word)) byDeletion.set(key, [...(byDeletion.get(key) ?? []), word]);
  const isNear = (noun: string): boolean => deletions(noun).some((key) => (byDeletion.get(key) ?? []).some((word) => isOneEdit(noun, word)));
  return wordNet.nouns().filter((noun) => noun.length >= fewestLetters && /^[a-z]+$/.test(noun) && !whole.has(noun) && (isNear(noun) || isNear(pluralise(noun)))).sort();
}

/** The word, and the word without each of its letters: two words one edit apart share one of these. */
function deletions(word: string): string[] {
  return [word, ...Array.from(word, (_, index) => word.slice(0, index) + word.slice(index + 1))];
}
