// What to call a thing, given the probability of each leaf.

import type { Concept, Vocabulary } from './vocabulary.ts';
import { isOffered, thresholdOf, type WordThresholds } from './word-thresholds.ts';

/** A narrower name is offered as a guess when it has this share of the score of the one that is said. */
const guessShare = 0.35;

export interface Named {
  /** What is said, or null: "something". */
  concept: Concept | null;
  /** A narrower name that is likely but not sure: "a dog, perhaps a beagle". */
  perhaps: Concept | null;
  /** Of `concept`, or of the best name where none is sure; 0 to 1. */
  score: number;
}

/** Sum over the leaves of each concept. @throws RangeError where there is not one probability a leaf. */
export function scoresOf({ concepts, leafCount }: Vocabulary, probabilities: ArrayLike<number>): Float64Array {
  if (probabilities.length !== leafCount) throw new RangeError(`${probabilities.length} probabilities for ${leafCount} leaves`);
  return Float64Array.from(concepts, ({ leaves }) => leaves.reduce((sum, leaf) => sum + probabilities[leaf], 0));
}

/**
 * From the most general name that is sure, step by step to the likeliest one within it that is sure as well; the last one is said.
 * On from there, the likeliest one within it is the guess. Words that are quiet or not offered are stepped over.
 */
export function nameThing(vocabulary: Vocabulary, probabilities: ArrayLike<number>, thresholds: WordThresholds): Named {
  const scores = scoresOf(vocabulary, probabilities);
  const { concepts } = vocabulary;
  const sayable = concepts.flatMap(({ quiet, name }, index) => (!quiet && isOffered(thresholds, name) ? [index] : []));
  const said = descend(vocabulary, scores, sayable, null, (index) => scores[index] >= thresholdOf(thresholds, concepts[index].name));
  const perhaps = said === null ? null : descend(vocabulary, scores, sayable, said, (index) => scores[index] >= guessShare * scores[said]);
  return {
    concept: said === null ? null : concepts[said],
    perhaps: perhaps === null ? null : concepts[perhaps],
    score: said === null ? Math.max(0, ...sayable.map((index) => scores[index])) : scores[said],
  };
}

/** The last concept of a chain, each narrower than the one before and the likeliest that `isTaken`; null where there is none. */
function descend(vocabulary: Vocabulary, scores: Float64Array, among: readonly number[], from: number | null, isTaken: (index: number) => boolean): number | null {
  let [at, last] = [from, null as number | null];
  for (;;) {
    let best: number | null = null;
    for (const index of among) {
      if (isTaken(index) && (at === null || isNarrower(vocabulary, scores, index, at)) && (best === null || scores[index] > scores[best])) best = index;
    }
    if (best === null) return last;
    [at, last] = [best, best];
  }
}

/** Two groups that overlap and of which neither holds the other ("container" and "cassette") are of the same thing from this share of the score on. */
const sameThing = 0.8;

function isNarrower({ concepts }: Vocabulary, scores: Float64Array, index: number, than: number): boolean {
  const [narrow, wide] = [concepts[index], concepts[than]];
  if (narrow.broader.includes(than)) return true;
  return narrow.leaves.length < wide.leaves.length && scores[index] >= sameThing * scores[than] && narrow.leaves.some((leaf) => wide.leaves.includes(leaf));
}

/** The offered, sayable concepts by score, best first. */
export function bestNames(vocabulary: Vocabulary, probabilities: ArrayLike<number>, thresholds: WordThresholds, most: number): { concept: Concept; score: number }[] {
  const scores = scoresOf(vocabulary, probabilities);
  const sayable = vocabulary.concepts.map((concept, index) => ({ concept, score: scores[index] })).filter(({ concept }) => !concept.quiet && isOffered(thresholds, concept.name));
  return sayable.sort((one, other) => other.score - one.score).slice(0, most);
}
