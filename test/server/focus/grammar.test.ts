import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readConfig } from '../../../models/focus/config.ts';
import { answerGrammar, pictureGrammar } from '../../../server/focus/grammar.ts';
import { actions, type IdRange, type SpecialToken, vocabularyOf } from '../../../server/focus/special-tokens.ts';

const vocabulary = vocabularyOf(readConfig('nano'), 1000);
const id = (token: SpecialToken): number => vocabulary.id(token);
const allows = (ranges: readonly IdRange[], wanted: number): boolean => ranges.some(({ from, to }) => wanted >= from && wanted < to);

test('ids follow the contract of the checkpoint', () => {
  assert.equal(id('<pad>'), 3072);
  assert.equal(id('[SEG]'), 3082);
  assert.equal(id('<draw>'), 3096);
  assert.deepEqual(vocabulary.semantic, { from: 3136, to: 3648 });
  assert.deepEqual(vocabulary.pixel, { from: 3648, to: 4672 });
});

test('an answer begins with a permitted action and nothing else', () => {
  const grammar = answerGrammar(vocabulary, ['segment', 'none']);
  assert.ok(allows(grammar.allowed(), id('<segment>')));
  assert.ok(!allows(grammar.allowed(), id('<answer>')));
  assert.ok(!allows(grammar.allowed(), 5));
});

test('a segmentation is <segment> <p> names </p> [SEG]', () => {
  const grammar = answerGrammar(vocabulary, actions);
  grammar.accept(id('<segment>'));
  assert.deepEqual(grammar.allowed(), [{ from: id('<p>'), to: id('<p>') + 1 }]);
  for (const next of [id('<p>'), 7, 8, id('</p>')]) grammar.accept(next);
  assert.deepEqual(grammar.allowed(), [{ from: id('[SEG]'), to: id('[SEG]') + 1 }]);
  grammar.accept(id('[SEG]'));
  assert.deepEqual(grammar.allowed(), []);
  assert.deepEqual(grammar.parts, { action: 'segment', names: [7, 8], text: [] });
});

test('an edit may describe what it brings', () => {
  const grammar = answerGrammar(vocabulary, actions);
  for (const next of [id('<recolour>'), id('<p>'), 7, id('</p>'), 9]) grammar.accept(next);
  assert.ok(allows(grammar.allowed(), id('[SEG]')));
  grammar.accept(id('[SEG]'));
  assert.deepEqual(grammar.parts, { action: 'recolour', names: [7], text: [9] });
});

test('an answer in words has at least one and may list what it hangs on first', () => {
  const grammar = answerGrammar(vocabulary, actions);
  grammar.accept(id('<answer>'));
  assert.ok(!allows(grammar.allowed(), id('<|im_end|>')));
  for (const next of [id('<p>'), 3, id('</p>')]) grammar.accept(next);
  assert.ok(!allows(grammar.allowed(), id('<p>')), 'names are listed once');
  grammar.accept(4);
  assert.ok(allows(grammar.allowed(), id('<|im_end|>')));
  grammar.accept(id('<|im_end|>'));
  assert.deepEqual(grammar.parts, { action: 'answer', names: [3], text: [4] });
});

test('an answer ends at its limit', () => {
  const grammar = answerGrammar(vocabulary, actions, { text: 2, names: 2, description: 2 });
  for (const next of [id('<answer>'), 1, 1]) grammar.accept(next);
  assert.deepEqual(grammar.allowed(), [{ from: id('<|im_end|>'), to: id('<|im_end|>') + 1 }]);
});

test('ids that the tokenizer does not use are never said', () => {
  const grammar = answerGrammar(vocabulary, actions);
  grammar.accept(id('<answer>'));
  assert.ok(!allows(grammar.allowed(), 1000));
});

test('a picture block has its rows, levels and marks in order', () => {
  const grammar = pictureGrammar(vocabulary, { semantic: 2, pixel: 2 });
  const said: number[] = [];
  for (let allowed = grammar.allowed(); allowed.length > 0; allowed = grammar.allowed()) {
    said.push(allowed[0].from);
    grammar.accept(allowed[0].from);
  }
  const [s, p] = [vocabulary.semantic.from, vocabulary.pixel.from];
  const line = id('<end_of_line>');
  assert.deepEqual(said, [
    id('<start_of_image>'), id('<start_of_level0>'), s, s, line, s, s, line, id('<end_of_level0>'),
    id('<start_of_level1>'), p, p, line, p, p, line, id('<end_of_level1>'), id('<end_of_image>'),
  ]);
  assert.deepEqual(grammar.codes, { semantic: [0, 0, 0, 0], pixel: [0, 0, 0, 0] });
});
