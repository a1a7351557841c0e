import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readConfig } from '../../../models/focus/config.ts';
import { buildPrompt, injection, picturePrefix } from '../../../server/focus/prompt.ts';
import { type SpecialToken, vocabularyOf } from '../../../server/focus/special-tokens.ts';

const config = readConfig('nano');
const vocabulary = vocabularyOf(config);
const id = (token: SpecialToken): number => vocabulary.id(token);
/** A letter a token. */
const tokenizer = { size: 256, encode: (text: string) => [...text].map((c) => c.charCodeAt(0)), decode: () => '' };
const region = (type: number) => ({ type, raster: new Float32Array(4) });
const nothing = { text: '', regions: [], sessionMasks: [], history: [] };

test('the picture is 64 cells and 16 fine tokens', () => {
  const prefix = picturePrefix(config, vocabulary);
  assert.equal(prefix.length, 80);
  assert.deepEqual([prefix[0], prefix[63], prefix[64], prefix[79]], [id('<image>'), id('<image>'), id('<fine>'), id('<fine>')]);
});

test('a message without anything before it', () => {
  assert.deepEqual(buildPrompt({ ...nothing, text: 'a' }, vocabulary, tokenizer).ids, [id('<|user|>'), 97, id('<|assistant|>')]);
});

test('prompts of the turn stand behind its words', () => {
  const prompt = buildPrompt({ ...nothing, text: 'a', regions: [region(0), region(1)] }, vocabulary, tokenizer);
  assert.deepEqual(prompt.ids, [id('<|user|>'), 97, id('<region>'), id('<region>'), id('<|assistant|>')]);
  assert.deepEqual(prompt.slots, [2, 3]);
});

test('the newest four masks come first, oldest first, each with its name', () => {
  const sessionMasks = ['a', 'b', 'c', 'd', 'e'].map((name) => ({ name, region: region(5) }));
  const { ids, regions } = buildPrompt({ ...nothing, sessionMasks }, vocabulary, tokenizer);
  assert.deepEqual(ids.slice(0, 3), [id('<masks>'), id('<region>'), 98]);
  assert.equal(regions.length, 4);
});

test('the last two turns are read as action, names and words', () => {
  const history = ['x', 'y', 'z'].map((text) => ({ text, answer: { action: 'segment' as const, names: 'n', text: '' } }));
  const { ids } = buildPrompt({ ...nothing, text: 'a', history }, vocabulary, tokenizer);
  const turn = (letter: number) => [id('<|user|>'), letter, id('<|assistant|>'), id('<segment>'), id('<p>'), 110, id('</p>'), id('<|im_end|>')];
  assert.deepEqual(ids, [...turn(121), ...turn(122), id('<|user|>'), 97, id('<|assistant|>')]);
});

test('an earlier answer in words keeps the names of what it hangs on', () => {
  const history = [{ text: 'x', answer: { action: 'answer' as const, names: 'n', text: 'y' } }];
  const { ids } = buildPrompt({ ...nothing, text: 'a', history }, vocabulary, tokenizer);
  assert.deepEqual(ids.slice(2, 8), [id('<|assistant|>'), id('<answer>'), id('<p>'), 110, id('</p>'), 121]);
});

test('region tokens are added at their places, zeros elsewhere', () => {
  const prompt = buildPrompt({ ...nothing, regions: [region(0)] }, vocabulary, tokenizer);
  assert.deepEqual([...injection(prompt, Float32Array.of(3, 4), 2)], [0, 0, 3, 4, 0, 0]);
});
