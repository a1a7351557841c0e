// What the recogniser says, as sentences for people. The rest of the answers: server/focus/answers.ts.

import type { Named } from './naming.ts';
import type { Asked } from './noun-phrase.ts';
import { looksPlural, pluralise } from '../../../models/words/plural.ts';
import type { Concept } from './vocabulary.ts';

/** "a dog", "an LED", "jeans", "hay"; of several "3 dogs", and "jeans" again. */
export function withNumber({ name, plural, number }: Concept, count = 1): string {
  if (number !== 'count') return name;
  return count === 1 ? `${articleFor(name)} ${name}` : `${count} ${plural}`;
}

/** By sound as far as the letters tell it. */
export function articleFor(word: string): 'a' | 'an' {
  if (/^(uni|use|usu|uku|ute|eu|ewe|one\b|once\b|u-)/i.test(word)) return 'a';
  if (/^(hour|honest|heir)/i.test(word)) return 'an';
  // Letters that are spelt out: "an ESP32", "a CD player"; names such as "STM32" too.
  if (/^[A-Z]{2}/.test(word)) return /^[AEFHILMNORSX]/.test(word) ? 'an' : 'a';
  return /^[aeiou]/i.test(word) ? 'an' : 'a';
}

/** "a dog, perhaps a beagle"; "something" where nothing is sure. */
export function nameInWords({ concept, perhaps }: Named): string {
  if (concept === null) return 'something';
  return perhaps === null ? withNumber(concept) : `${withNumber(concept)}, perhaps ${withNumber(perhaps)}`;
}

/** "This is a dog, perhaps a beagle." */
export function thisIs(named: Named): string {
  if (named.concept === null) return 'This is something that I cannot name.';
  return `${named.concept.number === 'plural' ? 'These are' : 'This is'} ${nameInWords(named)}.`;
}

/** "I see 2 dogs, a cat and some hay." The same name counts together; in the order in which they come first. */
export function iSee(concepts: readonly Concept[]): string {
  const counts = new Map<Concept, number>();
  for (const concept of concepts) counts.set(concept, (counts.get(concept) ?? 0) + 1);
  if (counts.size === 0) return 'I see nothing that I can name.';
  return `I see ${joined([...counts].map(([concept, count]) => `${concept.number === 'mass' ? 'some ' : ''}${withNumber(concept, count)}`))}.`;
}

/** "There is no brown dog in this picture." In the words that were asked with. */
export function thereIsNo({ noun, modifiers, plural, count }: Pick<Asked, 'noun' | 'modifiers' | 'plural' | 'count'>): string {
  const what = [...modifiers, noun].join(' ').trim();
  if (what === '') return 'There is nothing like that in this picture.';
  // "two dogs": that there are none is not known, only that there are not two.
  return `There ${plural || looksPlural(noun) ? 'are' : 'is'} no ${count !== null && count > 1 && !looksPlural(noun) ? `${what}s` : what} in this picture.`;
}

/** "I was not taught 'gryphon'." */
export function notTaught(nouns: readonly string[]): string {
  return `I was not taught ${joined(nouns.map((noun) => `'${noun}'`))}.`;
}

/** Said before an answer about another word than was typed; null where none was guessed. */
export function guessOf({ guessedFrom, word, plural }: Asked): string | null {
  return guessedFrom === null || word === null ? null : `I take '${guessedFrom}' for '${plural ? pluralise(word) : word}'.`;
}

/** Where a word says less than what can be told: "I can tell a person, not a woman." Null for all others. */
export function lessOf({ exact, word }: Asked, concepts: readonly Concept[]): string | null {
  if (exact || word === null || concepts.length === 0) return null;
  const isBare = looksPlural(word) || concepts.every(({ number }) => number === 'mass');
  return `I can tell ${joined(concepts.map((concept) => withNumber(concept)), 'or')}, but not whether it is ${isBare ? word : `${articleFor(word)} ${word}`}.`;
}

function joined(words: readonly string[], last = 'and'): string {
  return words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} ${last} ${words[words.length - 1]}`;
}
