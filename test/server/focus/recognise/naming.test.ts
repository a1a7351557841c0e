import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FocusError } from '../../../../server/errors.ts';
import { bestNames, nameThing, scoresOf } from '../../../../server/focus/recognise/naming.ts';
import { nameInWords, thisIs } from '../../../../server/focus/recognise/sentences.ts';
import { readVocabulary } from '../../../../server/focus/recognise/vocabulary.ts';
import { isOffered, readThresholds, thresholdOf } from '../../../../server/focus/recognise/word-thresholds.ts';
import { vocabulary as shipped } from './shipped-words.ts';

const small = readVocabulary({
  imagenet: 4,
  names: ['dog', 'jeans'],
  untaught: [],
  concepts: [
    { name: 'thing', leaves: '0-5', quiet: true },
    { name: 'animal', leaves: '0-2,4', broader: [0] },
    { name: 'dog', leaves: '0-1,4', broader: [1, 0] },
    { name: 'hound', leaves: '0-1', broader: [2, 1, 0] },
    { name: 'beagle', leaves: '0', broader: [3, 2, 1, 0] },
    { name: 'otterhound', leaves: '1', broader: [3, 2, 1, 0] },
    { name: 'cat', leaves: '2', broader: [1, 0] },
    { name: 'hay', leaves: '3', number: 'mass', kind: 'stuff', broader: [0] },
    { name: 'jeans', leaves: '5', number: 'plural', broader: [0] },
  ],
});
const plain = readThresholds({}, 0.5);

function said(probabilities: number[], thresholds = plain): string {
  return nameInWords(nameThing(small, probabilities, thresholds));
}

test('a word has the probability of all that it covers', () => {
  const scores = scoresOf(small, [0.3, 0.2, 0.1, 0.05, 0.25, 0.1]);
  assert.deepEqual(Array.from(scores, (score) => Number(score.toFixed(6))), [1, 0.85, 0.75, 0.5, 0.3, 0.2, 0.1, 0.05, 0.1]);
});

test('the narrowest name that is sure is said, and the next one as a guess', () => {
  assert.equal(said([0.9, 0.02, 0.02, 0.02, 0.02, 0.02]), 'a beagle');
  assert.equal(said([0.35, 0.05, 0.05, 0.05, 0.45, 0.05]), 'a dog, perhaps a beagle');
  assert.equal(said([0.1, 0.1, 0.05, 0.05, 0.65, 0.05]), 'a dog');
  assert.equal(said([0.2, 0.1, 0.3, 0.1, 0.1, 0.2]), 'an animal, perhaps a hound');
  assert.equal(said([0.05, 0.05, 0.35, 0.2, 0.1, 0.25]), 'an animal, perhaps a cat');
  assert.equal(said([0.1, 0.1, 0.1, 0.3, 0.1, 0.3]), 'something');
  assert.equal(said([0, 0, 0, 0.9, 0, 0.1]), 'hay');
  assert.equal(thisIs(nameThing(small, [0, 0, 0, 0.1, 0, 0.9], plain)), 'These are jeans.');
});

test('a threshold is that of the word', () => {
  const strict = readThresholds({ beagle: { threshold: 0.95, auroc: 0.9, n: 50 }, dog: { threshold: 0.3, auroc: 0.9, n: 50 } }, 0.5);
  assert.equal(said([0.9, 0.02, 0.02, 0.02, 0.02, 0.02], strict), 'a hound, perhaps a beagle');
  assert.equal(said([0.1, 0.1, 0.2, 0.3, 0.15, 0.15], strict), 'a dog, perhaps a hound');
  assert.deepEqual([thresholdOf(strict, 'beagle'), thresholdOf(strict, 'hound'), thresholdOf(strict, 'toString')], [0.95, 0.5, 0.5]);
});

test('a word that does no better than chance is not said and not guessed', () => {
  const measured = readThresholds({ beagle: { threshold: 0.1, auroc: 0.5, n: 200 }, hound: { threshold: 0.1, auroc: 0.45, n: 200 }, dog: { threshold: 0.2, auroc: 0.9, n: 200 } }, 0.5);
  assert.equal(said([0.9, 0.02, 0.02, 0.02, 0.02, 0.02], measured), 'a dog');
});

test('how far above chance a word has to be depends on its number of photos', () => {
  const offered = (auroc: number, n: number): boolean => isOffered(readThresholds({ dog: { threshold: 0, auroc, n } }, 0.5), 'dog');
  assert.deepEqual([offered(0.5, 1000), offered(0.52, 1000), offered(0.52, 20), offered(0.7, 20), offered(0.8, 2), offered(0.99, 2), offered(0.3, 0)], [false, true, false, true, false, true, true]);
});

test('the best names come best first, without the quiet ones', () => {
  assert.deepEqual(bestNames(small, [0.5, 0.1, 0.1, 0.1, 0.1, 0.1], plain, 3).map(({ concept }) => concept.name), ['animal', 'dog', 'hound']);
});

test('another number of probabilities than leaves is a fault of the caller', () => {
  assert.throws(() => scoresOf(small, [1]), RangeError);
});

test('thresholds and words of another form are a damaged checkpoint', () => {
  const isDamaged = (error: unknown): boolean => FocusError.isInstance(error) && error.code === 'checkpoint-damaged';
  assert.throws(() => readThresholds({ dog: { threshold: 'high', auroc: 0.9, n: 3 } }, 0.5), isDamaged);
  assert.throws(() => readVocabulary({ imagenet: 2, names: [], untaught: [], concepts: [{ name: 'dog', leaves: '0-2' }] }), isDamaged);
  assert.throws(() => readVocabulary({ imagenet: 2, names: [], untaught: [], concepts: [{ name: 'dog', leaves: '1,x' }] }), isDamaged);
  assert.throws(() => readVocabulary([]), isDamaged);
});

test('with the shipped words a clear picture of any class is called by that class or by what people call it', () => {
  for (let leaf = 0; leaf < shipped.leafCount; leaf += 1) {
    const probabilities = new Float64Array(shipped.leafCount).fill(0.1 / shipped.leafCount);
    probabilities[leaf] += 0.9;
    const { concept } = nameThing(shipped, probabilities, plain);
    const sayable = shipped.concepts.filter((one) => !one.quiet && one.leaves.includes(leaf));
    const narrowest = Math.min(...sayable.map(({ leaves }) => leaves.length));
    assert.equal(concept?.leaves.length ?? Infinity, narrowest, `leaf ${leaf}: ${concept?.name}`);
    assert.equal(concept?.leaves.includes(leaf) ?? true, true);
  }
});
