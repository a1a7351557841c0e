import { readFileSync } from 'node:fs';
import type { Seeing } from '../../../../server/focus/eyes/seeing.ts';
import { readVocabulary } from '../../../../server/focus/recognise/vocabulary.ts';
import { type Disc, type FakeEyes, fakeEyes } from './fake-eyes.ts';

const words = JSON.parse(readFileSync(new URL('../../../../models/checkpoints/small/words.json', import.meta.url), 'utf8'));
export const vocabulary = readVocabulary(words);

/** The leaf of training that is called so. */
export const leaf = (name: string): number => 1000 + vocabulary.leafNames.indexOf(name);

/** Discs seen with the shipped words. */
export function seeingDiscs(discs: readonly Disc[]): Seeing & { eyes: FakeEyes } {
  return { name: 'fake', eyes: fakeEyes(discs, vocabulary.leafCount), words: { vocabulary, thresholds: { measures: {}, fallback: 0.2 } }, close: async () => undefined };
}
