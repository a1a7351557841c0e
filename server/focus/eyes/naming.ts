// What a marked thing is called: the published classifier and the names of training, taken together.

import type { Concept, Vocabulary } from '../recognise/vocabulary.ts';
import { type Named, nameThing } from '../recognise/naming.ts';
import type { WordThresholds } from '../recognise/word-thresholds.ts';
import { cellsAcross } from './drawn-prompt.ts';
import type { Eyes } from './eyes.ts';
import type { Offer } from './point-at.ts';

/** The words of the recogniser and what was measured of them. */
export interface Words {
  vocabulary: Vocabulary;
  thresholds: WordThresholds;
}

/** Share of the published classifier in what is said; the rest is of the names that training taught. Chosen on calibration photos. */
const publishedShare = 0.4;

/** Names of things, in one run of the network for those of the same sight. */
export async function nameOffers(eyes: Eyes, { vocabulary, thresholds }: Words, offers: readonly Offer[]): Promise<Named[]> {
  const named: Named[] = [];
  for (const { sight, likely } of offers) {
    const [{ classes, names }] = await eyes.name(sight, [coverOfLikely(likely, sight.frame.side)]);
    named.push(nameThing(vocabulary, leafShares(vocabulary, classes, names), thresholds));
  }
  return named;
}

/** Probability of each leaf, from the logits of classes and names. */
export function leafShares({ leafCount, leafNames }: Vocabulary, classes: Float32Array, names: Float32Array): Float32Array {
  const shares = new Float32Array(leafCount);
  shares.set(softmax(classes).map((share) => share * publishedShare));
  shares.set(softmax(names.subarray(0, leafNames.length)).map((share) => share * (1 - publishedShare)), classes.length);
  return shares;
}

/** The concepts of a prompt that asks for one of some words: numbers of leaves. */
export function conceptsOf({ concepts }: Vocabulary, words: readonly number[]): number[] {
  return [...new Set(words.flatMap((word) => concepts[word].leaves))];
}

/** A name for a list and a mask: "dog", or "object" where nothing is sure. */
export function plainName(concept: Concept | null): string {
  return concept === null ? 'object' : concept.name;
}

/** Likelihoods [side, side] as means of the cells [48, 48]. */
export function coverOfLikely(likely: Float32Array, side: number): Float32Array {
  const step = side / cellsAcross;
  const cover = new Float32Array(cellsAcross ** 2);
  for (let y = 0, index = 0; y < side; y += 1) {
    const row = Math.floor(y / step) * cellsAcross;
    for (let x = 0; x < side; x += 1, index += 1) cover[row + Math.floor(x / step)] += likely[index] / step ** 2;
  }
  return cover;
}

function softmax(logits: Float32Array): Float32Array {
  const most = logits.reduce((peak, value) => Math.max(peak, value), -Infinity);
  const powers = logits.map((value) => Math.exp(value - most));
  const sum = powers.reduce((total, value) => total + value, 0);
  return powers.map((value) => value / sum);
}
