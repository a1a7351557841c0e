import assert from 'node:assert/strict';
import { test } from 'node:test';
import { answerSentence, editSentence, noneSentence, segmentSentence } from '../../../server/focus/answers.ts';

test('an answer is a sentence', () => {
  assert.equal(answerSentence('red'), 'Red.');
  assert.equal(answerSentence('2'), '2.');
});

test('what the model cannot tell it says', () => {
  assert.equal(answerSentence('cannot tell'), 'I cannot tell that from the picture.');
});

test('an unsure answer says that it is', () => {
  assert.equal(answerSentence('red', 0.2), 'I am not sure, perhaps red.');
});

test('what does not exist is named', () => {
  assert.equal(noneSentence('green cone'), 'There is no green cone in this picture.');
  assert.equal(noneSentence('green cones'), 'There are no green cones in this picture.');
});

test('all that was marked is named', () => {
  assert.equal(segmentSentence(['red cube'], 0.9, false), 'I marked the red cube.');
  assert.equal(segmentSentence(['red cube', 'blue cone'], 0.9, false), 'I marked the red cube and the blue cone.');
  assert.equal(segmentSentence(['red cube', 'red cube'], 0.9, false), 'I marked 2 red cubes.');
  assert.equal(segmentSentence(['4 objects'], 0.9, false), 'I marked 4 objects.');
});

test('parts and inverted masks read well', () => {
  assert.equal(segmentSentence(['left half of red cube'], 0.9, false), 'I marked the left half of the red cube.');
  assert.equal(segmentSentence(['everything else'], 0.9, false), 'I marked everything else.');
});

test('a mask with a low score is called a guess', () => {
  assert.equal(segmentSentence(['red cube'], 0.21, false), 'I am not sure: this may be the red cube (21 % sure).');
});

test('an empty mask is not called one', () => {
  assert.equal(segmentSentence(['red cube'], 0.9, true), 'I cannot find the red cube in the picture.');
});

test('every kind of edit has its sentence', () => {
  assert.equal(editSentence('remove', ['red cube'], ''), 'I removed the red cube.');
  assert.equal(editSentence('recolour', ['red cube'], 'blue'), 'I made the red cube blue.');
  assert.equal(editSentence('replace', ['red cube'], 'orange cone'), 'I replaced the red cube with an orange cone.');
  assert.equal(editSentence('background', ['background'], 'grass'), 'I changed the background to grass.');
  assert.equal(editSentence('generate', ['green cone'], 'green cone'), 'I put a green cone there.');
});
