import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withMeant } from '../../../server/focus/meant-last.ts';
import { refinedSentence, refines } from '../../../server/focus/refine.ts';
import type { TurnInput } from '../../../server/focus/turn-input.ts';
import { boxMask } from '../../../server/images/raster.ts';

const box = (left: number) => boxMask(20, 10, { left, top: 0, width: 4, height: 4 });
const marked: TurnInput = {
  text: '', sessionMasks: [{ id: 'a', name: 'dog', mask: box(0), named: true }, { id: 'b', name: 'white cone', mask: box(10) }],
  history: [{ text: 'mark the cone', answer: { action: 'segment', names: 'white cone', text: '' } }],
};

for (const text of ['remove it', 'cut this out', 'make that red', 'make it a bit darker', 'take this away, please', 'blur it']) {
  test(`"${text}" is about the very pixels marked last`, () => {
    const { place, placeName } = withMeant({ ...marked, text });
    assert.deepEqual([place, placeName], [box(10), 'white cone']);
  });
}

test('an answer in words in between changes nothing about what "it" is', () => {
  const history = [...marked.history!, { text: 'what colour is it', answer: { action: 'answer' as const, names: '', text: 'white' } }];
  assert.deepEqual(withMeant({ ...marked, history, text: 'remove it' }).place, box(10));
});

test('after a change "it" is what was changed, which the model knows', () => {
  const history = [...marked.history!, { text: 'make it red', answer: { action: 'recolour' as const, names: 'white cone', text: 'red' } }];
  assert.equal(withMeant({ ...marked, history, text: 'remove it' }).place, undefined);
});

test('a name that a person gave means the mask that has it', () => {
  const { place, placeName } = withMeant({ ...marked, text: 'remove the dog' });
  assert.deepEqual([place, placeName], [box(0), 'dog']);
});

for (const text of ['remove the red cube', 'is it red', 'remove this cone', 'remove the white cone']) {
  test(`"${text}" is left to the model`, () => {
    assert.equal(withMeant({ ...marked, text }).place, undefined);
  });
}

const base = { name: 'dog', mask: box(0) };
const plus = [{ x: 1, y: 1, positive: true }];
for (const text of ['', 'this too', 'add this', 'also this part', 'and that one', 'not this', 'without that', 'take out this bit', 'remove this from it']) {
  test(`a click with "${text}" corrects the chosen mask`, () => assert.equal(refines({ text, base, points: plus }), true));
}
for (const text of ['what is this', 'remove this dog', 'make this red', 'mark the cat']) {
  test(`a click with "${text}" does not`, () => assert.equal(refines({ text, base, points: plus }), false));
}
test('a click without a chosen mask, or a box, corrects nothing', () => {
  assert.equal(refines({ text: '', points: plus }), false);
  assert.equal(refines({ text: '', base, boxes: [{ left: 0, top: 0, width: 2, height: 2 }] }), false);
});

test('what a correction did is said with the name that the mask has', () => {
  assert.equal(refinedSentence({ text: '', points: plus }, 'dog'), 'I added that to the dog.');
  assert.equal(refinedSentence({ text: '', points: [{ x: 1, y: 1, positive: false }] }, 'dog'), 'I took that out of the dog.');
  assert.equal(refinedSentence({ text: 'not this', points: plus }, 'the dog'), 'I took that out of the dog.');
  assert.equal(refinedSentence({ text: '', points: plus }, 'dog', false), 'That is part of the dog already.');
});
