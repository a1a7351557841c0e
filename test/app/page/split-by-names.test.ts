import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isPlain } from '../../../app/chat/plain-text.ts';
import { splitByNames } from '../../../app/chat/split-by-names.ts';

const targets = new Map([['cone', 1], ['yellow cone', 2], ['red (small) cube', 3]]);
const linked = (text: string) => splitByNames(text, targets).map(({ text: part, target }) => (target === null ? part : `[${part}]${target}`)).join('');

test('names of masks are found as whole words, the longest first', () => {
  assert.equal(linked('I marked the yellow cone and a cone.'), 'I marked the [yellow cone]2 and a [cone]1.');
  assert.equal(linked('coney, silicone, Cone'), 'coney, silicone, [Cone]1');
});

test('a plural is a link as well', () => {
  assert.equal(linked('I marked 2 yellow cones.'), 'I marked 2 [yellow cones]2.');
});

test('signs in a name mean themselves', () => {
  assert.equal(linked('the red (small) cube'), 'the [red (small) cube]3');
});

test('a text without names is one part', () => {
  assert.deepEqual(splitByNames('Nothing.', targets), [{ text: 'Nothing.', target: null }]);
  assert.deepEqual(splitByNames('', targets), []);
  assert.deepEqual(splitByNames('Nothing.', new Map()), [{ text: 'Nothing.', target: null }]);
});

test('only text with marks of Markdown is read as Markdown', () => {
  for (const plain of ['2.', 'I marked the yellow cone.', 'It is left of it, 97 % sure (a guess).', 'One line.\nAnother.']) assert.equal(isPlain(plain), true, plain);
  for (const marked of ['**bold**', '# title', '- one\n- two', '1. one', 'see [this](x)', '`code`', '> said', 'a | b', 'https://example.org']) assert.equal(isPlain(marked), false, marked);
});
