// What the model was taught to paint, and the nouns it was taught to see.

import { readFileSync } from 'node:fs';
import type { EditKind } from '../special-tokens.ts';
import { taughtColour } from './colours.ts';
import { headNoun } from './phrase.ts';

/** By the words people use (models/training/scenes/language.py). */
const shapes: Readonly<Record<string, readonly string[]>> = {
  cube: ['cube', 'block', 'box'], ball: ['ball', 'sphere', 'orb', 'globe'], cylinder: ['cylinder', 'drum', 'tube', 'can', 'tin', 'barrel'], cone: ['cone'], pyramid: ['pyramid'],
  ring: ['ring', 'donut', 'doughnut', 'hoop', 'tyre', 'tire'], star: ['star'],
};
export const taughtShapes = Object.keys(shapes);
export const taughtGrounds = ['grass', 'wood', 'sand', 'tiles', 'stone', 'a plain floor'] as const;
const groundWords = /\b(?:grass|lawn|wood|wooden|boards?|planks?|sand|sandy|tiles?|tiled|stones?|rock|concrete|plain|floor)\b/i;

const names: ReadonlySet<string> = new Set(JSON.parse(readFileSync(new URL('taught-names.json', import.meta.url), 'utf8')) as string[]);
/** Words that say no kind of thing. */
const vague = new Set(['thing', 'object', 'item', 'one', 'stuff', 'part', 'side', 'half', 'area', 'region', 'spot', 'place', 'piece', 'person', 'people', 'man', 'woman', 'boy', 'girl', 'kid', 'child', 'guy', 'lady', 'human', 'animal', 'everything', 'all', 'both', 'rest', 'it', 'other', 'shape', 'figure', 'shadow', 'ground', 'background', 'left', 'right', 'middle', 'mask', 'selection', 'bit', 'thingy', 'bits', 'triangle', 'square', 'circle', 'them', 'two', 'three', 'colour', 'color', 'something', 'anything', 'whatever', 'that', 'this', 'which', 'is']);

const shapeOf = (noun: string): string | null => taughtShapes.find((shape) => shapes[shape].includes(noun)) ?? null;

/** Whether the model was taught to make what an edit asks for; true where nothing is asked for that it could lack. */
export function isWishKnown(kind: EditKind, wish: string | null): boolean {
  if (wish === null) return kind === 'remove';
  if (kind === 'recolour') return taughtColour(wish) !== null;
  if (kind === 'background') return groundWords.test(wish);
  if (kind === 'remove') return true;
  const noun = headNoun(wish);
  return noun !== null && (shapeOf(noun) !== null || /^(?:object|thing|item|one)$/.test(noun) || /\bone$/.test(wish)) && !/\b(?:two|three|four|five|many|several)\b/i.test(wish);
}

/** Whether a message is nothing but the name of something the model was taught. */
export function isTaught(text: string): boolean {
  const clean = text.trim().toLowerCase().replace(/[.\s]+$/, '').replace(/^(?:an?|the) /, '');
  return /^[a-z -]+$/.test(clean) && (names.has(clean) || shapeOf(clean.replace(/s$/, '')) !== null);
}

/** The noun of a phrase that the model was not taught; null where it was, or the phrase has none. */
export function untaughtNoun(phrase: string): string | null {
  const noun = headNoun(phrase);
  if (noun === null || noun.length < 3 || shapeOf(noun) !== null || vague.has(noun) || taughtColour(noun) !== null) return null;
  const last = noun.split(' ').at(-1)!;
  return [noun, last, `${noun}s`, `${last}s`].some((word) => names.has(word) || shapeOf(word) !== null) ? null : noun;
}
