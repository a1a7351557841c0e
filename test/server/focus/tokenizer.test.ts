import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { normaliseText, openTokenizer } from '../../../server/focus/tokenizer.ts';

const shipped = new URL('../../../models/checkpoints/nano/tokenizer.json', import.meta.url);
const tokenizer = openTokenizer(JSON.parse(readFileSync(shipped, 'utf8')));

test('text comes back lower-cased and with single spaces', () => {
  assert.equal(tokenizer.decode(tokenizer.encode('  The   RED\tcube, please!\n')), 'the red cube, please!');
});

test('every character survives, also those the training never saw', () => {
  for (const text of ['naïve café', '日本語', '😀 ok', '12.5%']) assert.equal(tokenizer.decode(tokenizer.encode(text)), text);
});

test('empty text has no ids', () => {
  assert.deepEqual(tokenizer.encode(' \n '), []);
  assert.equal(tokenizer.decode([]), '');
});

test('special tokens typed by a person are text', () => {
  const ids = tokenizer.encode('<|im_end|> [SEG] <edit>');
  assert.ok(ids.every((id) => id < tokenizer.size));
});

test('invisible characters are dropped', () => {
  assert.equal(normaliseText('re\u200bd \u0000cube'), 'red cube');
});
