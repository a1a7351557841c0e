import assert from 'node:assert/strict';
import { test } from 'node:test';
import { askedIn } from '../../../../server/focus/recognise/noun-phrase.ts';
import { articleFor, guessOf, iSee, lessOf, notTaught, thereIsNo, withNumber } from '../../../../server/focus/recognise/sentences.ts';
import type { Concept } from '../../../../server/focus/recognise/vocabulary.ts';
import { vocabulary } from './shipped-words.ts';

const asked = (phrase: string): ReturnType<typeof askedIn> => askedIn(vocabulary, phrase);
const conceptsOf = (...names: string[]): Concept[] => names.map((name) => vocabulary.concepts.find((concept) => concept.name === name) as Concept);

test('articles go by the sound', () => {
  assert.deepEqual(['dog', 'apple', 'umbrella', 'unicycle', 'uniform', 'hourglass', 'LED', 'ESP32', 'STM32', 'CD player', 'iPod', 'ewer', 'Arduino Uno', 'ox', 'emu'].map(articleFor), ['a', 'an', 'an', 'a', 'a', 'an', 'an', 'an', 'an', 'a', 'an', 'a', 'an', 'an', 'an']);
});

test('a name is counted as its number allows', () => {
  const [dog, jeans, hay, knife] = conceptsOf('dog', 'jeans', 'hay', 'knife');
  assert.deepEqual([withNumber(dog), withNumber(dog, 3), withNumber(jeans), withNumber(jeans, 2), withNumber(hay), withNumber(knife, 2)], ['a dog', '3 dogs', 'jeans', 'jeans', 'hay', '2 knives']);
});

test('what is seen is listed, the same things together', () => {
  const [dog, cat, hay] = conceptsOf('dog', 'cat', 'hay');
  assert.equal(iSee([dog, hay, cat, dog]), 'I see 2 dogs, some hay and a cat.');
  assert.equal(iSee([cat]), 'I see a cat.');
  assert.equal(iSee([]), 'I see nothing that I can name.');
});

test('what is missing is said in the words that were asked with', () => {
  const right: Record<string, string> = {
    'the kitty': 'There is no kitty in this picture.', 'brown dogs': 'There are no brown dogs in this picture.', 'any jeans': 'There are no jeans in this picture.', 'two dogs': 'There are no dogs in this picture.',
    'the big red bus on the left': 'There is no big red bus in this picture.', people: 'There are no people in this picture.', 'the one': 'There is nothing like that in this picture.',
  };
  for (const [phrase, sentence] of Object.entries(right)) assert.equal(thereIsNo(asked(phrase)), sentence);
});

test('what was not taught is said, and what was guessed', () => {
  assert.equal(notTaught(asked('the purple gryphon').unknown), "I was not taught 'gryphon'.");
  assert.equal(notTaught(['gryphon', 'unicorns']), "I was not taught 'gryphon' and 'unicorns'.");
  assert.equal(guessOf(asked('two giraffs')), "I take 'giraffs' for 'giraffes'.");
  assert.equal(guessOf(asked('two giraffes')), null);
  assert.equal(guessOf(asked('the giraff')), "I take 'giraff' for 'giraffe'.");
});

test('a word that says less is said to', () => {
  const less = (phrase: string): string | null => lessOf(asked(phrase), asked(phrase).concepts.map((index) => vocabulary.concepts[index]));
  assert.equal(less('the woman'), 'I can tell a person, but not whether it is a woman.');
  assert.equal(less('a kitten'), 'I can tell a cat, but not whether it is a kitten.');
  assert.equal(less('the dog'), null);
});
