import assert from 'node:assert/strict';
import { test } from 'node:test';
import { accuracyByKind, isRight, majorityByKind } from './accuracy.ts';

const asked = [
  { kind: 'colour', truth: 'red', given: 'red' },
  { kind: 'colour', truth: 'blue', given: 'red' },
  { kind: 'colour', truth: 'red', given: 'red' },
  { kind: 'exists', truth: 'yes', given: 'no' },
];

test('the macro mean gives every kind the same weight', () => {
  const { macro, kinds } = accuracyByKind(asked);
  assert.equal(kinds.colour.toFixed(2), '66.67');
  assert.equal(kinds.exists, 0);
  assert.equal(macro.toFixed(2), '33.33');
});

test('the majority answer is taken kind by kind', () => {
  const { macro, kinds } = majorityByKind(asked);
  assert.equal(kinds.colour.toFixed(2), '66.67');
  assert.equal(kinds.exists, 100);
  assert.equal(macro.toFixed(2), '83.33');
});

test('a mask instead of an answer is wrong', () => {
  assert.equal(isRight({ truth: 'red', given: null }), false);
});

test('case, final stop, article and number words do not matter', () => {
  assert.equal(isRight({ truth: 'two', given: '2.' }), true);
  assert.equal(isRight({ truth: 'red cube', given: 'A red  cube' }), true);
  assert.equal(isRight({ truth: 'red', given: 'dark red' }), false);
});
