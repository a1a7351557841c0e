import assert from 'node:assert/strict';
import { test } from 'node:test';
import { markNamed } from '../../../../server/focus/eyes/mark-named.ts';
import { answerSeen, markSaid, objectOf } from '../../../../server/focus/eyes/seen-turn.ts';
import { boundingBox } from '../../../../server/images/mask.ts';
import { pictureOf } from './fake-eyes.ts';
import { leaf, seeingDiscs } from './fake-seeing.ts';

const cats = [
  { x: 80, y: 200, radius: 50, concepts: [leaf('cat')], colour: [20, 20, 20] as [number, number, number] },
  { x: 300, y: 220, radius: 60, concepts: [leaf('cat')], colour: [240, 240, 240] as [number, number, number] },
];
const discs = [...cats, { x: 200, y: 80, radius: 40, concepts: [leaf('chair')], colour: [200, 30, 30] as [number, number, number] }];
const seeing = seeingDiscs(discs);
const picture = pictureOf(discs);
const middle = (mask: Parameters<typeof boundingBox>[0]): number => { const box = boundingBox(mask)!; return box.left + box.width / 2; };

test('every thing of a plural word has a mask of its own', async () => {
  const { masks } = await markNamed(seeing, picture, 'the cats');
  assert.deepEqual(masks.map(({ mask }) => Math.round(middle(mask) / 20)).sort((a, b) => a - b), [4, 15]);
  assert.deepEqual(masks.map(({ name }) => name), ['cat', 'cat']);
});

for (const [phrase, at] of [['the left cat', 80], ['the cat on the right', 300], ['the black cat', 80], ['the white cat', 300], ['the biggest cat', 300], ['the chair', 200]] as const) {
  test(`"${phrase}" is the one at ${at}`, async () => {
    const { masks } = await markNamed(seeing, picture, phrase);
    assert.equal(masks.length, 1);
    assert.ok(Math.abs(middle(masks[0].mask) - at) < 8, `${middle(masks[0].mask)}`);
  });
}

test('what is not there is said, and what was not taught is said otherwise', async () => {
  assert.deepEqual(await markNamed(seeing, picture, 'the elephant'), { masks: [], notes: ['There is no elephant in this picture.'], none: true });
  const { masks, notes } = await markNamed(seeing, picture, 'the quarantine');
  assert.equal(masks.length, 0);
  assert.match(notes[0], /I was not taught 'quarantine'/);
});

test('a list marks all of it', async () => {
  const { masks } = await markNamed(seeing, picture, 'the chair and the left cat');
  assert.deepEqual(masks.map(({ name }) => name), ['chair', 'cat']);
});

test('the verb that asks to mark is no part of what is marked', () => {
  const said = ['please mark the dog', 'show me the dog', 'select the dog.', 'where is the dog?', 'the dog', 'find the dog in the picture'];
  assert.deepEqual(said.map(objectOf), said.map(() => 'the dog'));
});

test('marking says what was marked', async () => {
  assert.equal((await markSaid(seeing, picture, 'mark the cats')).text, 'I marked 2 × cat.');
  assert.equal((await markSaid(seeing, picture, 'mark the chair')).text, 'I marked the chair.');
  assert.deepEqual(await markSaid(seeing, picture, 'mark the elephant'), { action: 'none', text: 'There is no elephant in this picture.', masks: [] });
});

for (const [question, answer] of [
  ['how many cats are there?', 'I count 2.'], ['how many chairs', 'I count 1.'], ['is there an elephant?', 'There is no elephant in this picture.'],
  ['is there a chair in the picture?', 'Yes, in the middle, at the top.'], ['what colour is the chair?', 'Mostly red.'], ['where is the chair', 'In the middle, at the top.'],
] as const) {
  test(`"${question}" is answered from what is found`, async () => {
    assert.equal((await answerSeen(seeing, picture, question, { text: question }))?.text, answer);
  });
}

test('what is pointed at is named', async () => {
  const answer = await answerSeen(seeing, picture, 'what is this?', { text: 'what is this?', points: [{ x: 300, y: 220, positive: true }] });
  assert.equal(answer?.text, 'This is a cat.');
});

test('a question that the eyes have no answer to is left alone', async () => {
  assert.equal(await answerSeen(seeing, picture, 'why do they look so sad?', { text: 'why do they look so sad?' }), null);
});

test('everything is one mask a thing, named', async () => {
  const { masks } = await markNamed(seeing, picture, 'everything');
  assert.ok(masks.length >= 3);
  assert.ok(masks.some(({ name }) => name === 'cat') && masks.some(({ name }) => name === 'chair'), masks.map(({ name }) => name).join());
});
