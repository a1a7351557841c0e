// Which of the taught words a phrase asks for: "the two brown teddy bears on the bed" → teddy bear.

import { nearestForm } from './nearest-word.ts';
import { adjectives, determiners, measures, numbers, prepositions, trailing } from './phrase-words.ts';
import { looksPlural } from '../../../models/words/plural.ts';
import { type Meaning, meaningsOf, type Vocabulary } from './vocabulary.ts';
import { wordKey } from './word-key.ts';

export interface Asked {
  /** The noun as it was typed: "teddy bears". Empty where there is none ("the red one"). */
  noun: string;
  /** The taught word in the singular: "teddy bear"; null where the noun was not taught. */
  word: string | null;
  /** Positions of concepts; several where the word has several meanings that can be seen ("crane"). */
  concepts: readonly number[];
  /** False where the word says less than what can be told ("woman": a person). */
  exact: boolean;
  /** Whether several are asked for, by the noun or by a number before it. */
  plural: boolean;
  /** "two": 2; null where no number was said. */
  count: number | null;
  /** What stands before the noun, without articles: "brown". */
  modifiers: readonly string[];
  /** What stands after it: "on the bed". */
  rest: string;
  /** Where the noun was taken for another, nearly the same one: what was typed. */
  guessedFrom: string | null;
  /** Nouns that were not taught: at most one a phrase. */
  unknown: readonly string[];
}

/** One phrase with one noun. Nothing is thrown: what is not understood is in `unknown`. */
export function askedIn(vocabulary: Vocabulary, phrase: string): Asked {
  const tokens = phrase.normalize('NFKC').replace(/[^\p{L}\p{N}'’\- ]+/gu, ' ').split(/\s+/).filter((token) => token !== '');
  const start = headStart(vocabulary, tokens);
  const { from, to } = headSegment(vocabulary, tokens, start);
  const found = longer(vocabulary, tokens, from, known(vocabulary, tokens, from, to)) ?? guessed(vocabulary, tokens, from, to);
  const before = [...tokens.slice(0, from).filter(isDescription), ...tokens.slice(from, found === null ? to : found.start)];
  const after = tokens.slice(found === null ? to : found.end);
  // "dog 2" is the second one, as the masks of an answer are numbered.
  const rest = [...(after.length > 0 && numberOf(after[0]) !== null ? ['number'] : []), ...after].join(' ');
  // "the smaller of the two dogs" is one.
  const isOneOf = /^of$/i.test(tokens[from - 1] ?? '') && tokens.slice(0, from - 1).some(isDescription);
  const said = tokens.slice(0, isOneOf ? from - 1 : found === null ? to : found.start);
  const count = said.map(numberOf).find((number) => number !== null) ?? null;
  const isModifier = (token: string): boolean => !determiners.has(wordKey(token)) && !/^(and|or)$/i.test(token) && numberOf(token) === null;
  if (found === null) {
    const noun = unknownNoun(before.filter(isModifier));
    const modifiers = before.filter(isModifier).filter((token) => !noun.includes(token));
    const plural = (count ?? 1) > 1 || (!isOneOf && looksPlural(noun.join(' ')));
    return { noun: noun.join(' '), word: null, concepts: [], exact: true, plural, count, modifiers, rest, guessedFrom: null, unknown: noun.length === 0 ? [] : [noun.join(' ')] };
  }
  const { meanings } = found;
  const noun = tokens.slice(found.start, found.end).join(' ');
  return {
    noun,
    word: meanings[0].word,
    concepts: meanings.map(({ concept }) => concept),
    exact: meanings.some(({ exact }) => exact),
    plural: (count ?? 1) > 1 || (!isOneOf && meanings.every(({ plural }) => plural)),
    count,
    modifiers: before.filter(isModifier),
    rest,
    guessedFrom: found.isGuess ? noun : null,
    unknown: [],
  };
}

/** All phrases of a list: "the dog, two cats and a bird" → three. "black and white dog" is one, "the black and the white dog" two. */
export function allAskedIn(vocabulary: Vocabulary, text: string): Asked[] {
  const joint = /\s*(?:,|;|&|\b(?:and|or|plus|as well as)\b)\s*/gi;
  const parts = text.split(joint);
  const joints = [...text.matchAll(joint)].map(([match]) => match);
  const phrases: string[] = [];
  for (const [index, part] of parts.entries()) {
    const last = phrases.at(-1);
    const joined = last === undefined ? part : `${last}${joints[index - 1]}${part}`;
    if (last !== undefined && isOneWord(vocabulary, joined)) phrases[phrases.length - 1] = joined;
    else if (last !== undefined && isAdjectives(last) && !determiners.has(wordKey(part.split(' ')[0]))) phrases[phrases.length - 1] = joined;
    else if (part.trim() !== '') phrases.push(part);
  }
  const asked = phrases.map((phrase) => askedIn(vocabulary, phrase));
  // An adjective alone is about the noun that comes.
  return asked.map((one, index) => (index + 1 < asked.length && isAdjectives(phrases[index]) ? askedIn(vocabulary, `${phrases[index]} ${asked[index + 1].noun}`) : one));
}

/** "the black": an adjective still waits for its noun. */
function isAdjectives(phrase: string): boolean {
  const words = wordKey(phrase).split(' ').filter((word) => !determiners.has(word));
  return words.length > 0 && words.every((word) => adjectives.has(word) && word !== 'orange');
}

function isOneWord(vocabulary: Vocabulary, phrase: string): boolean {
  const words = wordKey(phrase).split(' ');
  const first = words.findIndex((word) => !determiners.has(word));
  return words.some((_, index) => index >= first && words.length - index > 2 && words.slice(index).includes('and') && meaningsOf(vocabulary, words.slice(index).join(' ')).length > 0);
}

/** Of what stands before the "of" of "the smaller of the two dogs". */
function isDescription(token: string): boolean {
  return adjectives.has(wordKey(token));
}

/** Behind the articles, and behind "a pair of" where that is not a word of its own ("bunch of bananas"), or "the smaller of". */
function headStart(vocabulary: Vocabulary, tokens: readonly string[]): number {
  let start = 0;
  while (start < tokens.length && determiners.has(wordKey(tokens[start]))) start += 1;
  const of = tokens.findIndex((token, index) => index > start && token.toLowerCase() === 'of');
  if (of > start && tokens.slice(start, of).every((token) => isDescription(token) || numberOf(token) !== null || /^ones?$/i.test(token)) && /^(the|these|those|all|my|your)$/i.test(tokens[of + 1] ?? '')) return of + 1;
  if (of === -1 || !measures.has(wordKey(tokens[of - 1])) || tokens.slice(start, of).some((token) => prepositions.has(wordKey(token)))) return start;
  for (let end = of + 2; end <= tokens.length; end += 1) {
    if (meaningsOf(vocabulary, tokens.slice(of - 1, end).join(' ')).length > 0) return start;
  }
  return of + 1;
}

/** The tokens up to the first preposition, unless that belongs to a taught word ("corn on the cob"). */
function headSegment(vocabulary: Vocabulary, tokens: readonly string[], start: number): { from: number; to: number } {
  let to = start;
  while (to < tokens.length) {
    const word = wordKey(tokens[to]);
    const isCut = prepositions.has(word) || (word === 'of' && to > start);
    if (isCut && to > start) {
      const through = endOfWord(vocabulary, tokens, start, to);
      if (through === null) break;
      to = through;
    } else {
      to += 1;
    }
  }
  return { from: start, to };
}

/** Where a taught word that goes on over `cut` ends, or null. */
function endOfWord(vocabulary: Vocabulary, tokens: readonly string[], start: number, cut: number): number | null {
  for (let end = Math.min(tokens.length, cut + 4); end > cut; end -= 1) {
    for (let first = start; first < cut; first += 1) {
      if (meaningsOf(vocabulary, tokens.slice(first, end).join(' ')).length > 0) return end;
    }
  }
  return null;
}

interface Found {
  start: number;
  end: number;
  meanings: readonly Meaning[];
  isGuess: boolean;
}

/** The longest taught word that ends where the segment ends, or before words that may follow a noun. */
function known(vocabulary: Vocabulary, tokens: readonly string[], from: number, to: number): Found | null {
  for (let end = to; end > from; end -= 1) {
    for (let start = from; start < end; start += 1) {
      const words = tokens.slice(start, end);
      if (isUntaught(vocabulary, words)) return null;
      const meanings = meaningsOf(vocabulary, isTornApart(vocabulary, words) ? words.join('') : words.join(' '));
      if (meanings.length > 0) return { start, end, meanings, isGuess: false };
    }
    if (!mayFollow(tokens[end - 1])) return null;
  }
  return null;
}

/** "trafic light" is the traffic light, not a light that is trafic. */
function longer(vocabulary: Vocabulary, tokens: readonly string[], from: number, found: Found | null): Found | null {
  if (found === null || found.start === from) return found;
  const before = wordKey(tokens[found.start - 1]);
  if (adjectives.has(before) || numberOf(before) !== null || meaningsOf(vocabulary, before).length > 0) return found;
  const form = nearestForm(vocabulary, tokens.slice(found.start - 1, found.end).join(' '));
  return form === null ? found : { start: found.start - 1, end: found.end, meanings: meaningsOf(vocabulary, form), isGuess: true };
}

function guessed(vocabulary: Vocabulary, tokens: readonly string[], from: number, to: number): Found | null {
  for (let start = Math.max(from, to - 3); start < to; start += 1) {
    const typed = tokens.slice(start, to).map(wordKey);
    if (isUntaught(vocabulary, typed)) return null;
    if (typed.some((word) => adjectives.has(word) || numberOf(word) !== null || word === 'ones')) continue;
    const form = nearestForm(vocabulary, typed.join(' '));
    if (form !== null) return { start, end: to, meanings: meaningsOf(vocabulary, form), isGuess: true };
  }
  return null;
}

function isUntaught(vocabulary: Vocabulary, words: readonly string[]): boolean {
  return vocabulary.untaught.has(wordKey(words.join(' '))) && !(words.length === 1 && mayFollow(words[0]));
}

/** "jelly fish", "butter fly"; a green house is a house. */
function isTornApart(vocabulary: Vocabulary, words: readonly string[]): boolean {
  if (words.length !== 2 || words.some((word) => word.length < 3) || adjectives.has(wordKey(words[0]))) return false;
  return meaningsOf(vocabulary, words.join(' ')).length === 0 && meaningsOf(vocabulary, words.join('')).length > 0;
}

/** "the dog sitting", "the dogs left". */
function mayFollow(token: string): boolean {
  const word = wordKey(token);
  return trailing.has(word) || word === 'number' || numberOf(word) !== null || adjectives.has(word) || /.{3}(ing|ed)$/.test(word);
}

function unknownNoun(tokens: readonly string[]): string[] {
  const first = tokens.findIndex((token) => !adjectives.has(wordKey(token)));
  const noun = first === -1 ? [] : tokens.slice(first);
  while (noun.length > 1 && mayFollow(noun[noun.length - 1])) noun.pop();
  return noun.every((token) => /^(one|ones|it|them|they|he|she|him|me|you|i)$/i.test(token) || trailing.has(wordKey(token))) ? [] : noun;
}

function numberOf(token: string): number | null {
  if (/^\d{1,3}$/.test(token)) return Number(token);
  const word = wordKey(token);
  return Object.hasOwn(numbers, word) ? numbers[word] : null;
}
