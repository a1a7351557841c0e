import assert from 'node:assert/strict';
import { test } from 'node:test';
import { suggestionsFor } from '../../../app/chat/suggestions.ts';
import { emptyDraft } from '../../../app/chat/draft.ts';

const cone = { name: 'yellow cone', versionId: 'v1' };
const red = { name: 'red ball', versionId: 'v2' };
const base = { hasPicture: true, masks: [], draft: emptyDraft, lastAction: null };

test('without a picture something to draw is suggested', () => {
  assert.ok(suggestionsFor({ ...base, hasPicture: false }).every(({ text }) => / on /.test(text)));
});

test('after a mask what to do with it, and how to correct it', () => {
  const [first, second, third] = suggestionsFor({ ...base, masks: [red, cone], lastAction: 'segment' });
  assert.deepEqual(first, { text: 'make it red', masks: ['v1'] });
  assert.deepEqual(second.masks, ['v1']);
  assert.match(third.text, /not that one/);
});

test('with a chosen mask all suggestions are about it, and none asks for the colour it has', () => {
  const found = suggestionsFor({ ...base, masks: [red, cone], draft: { ...emptyDraft, masks: ['v2'] } });
  assert.ok(found.every(({ masks }) => masks.join() === 'v2'));
  assert.equal(found[0].text, 'make it green');
});

test('with something pointed at the suggestions are about that', () => {
  const draft = { ...emptyDraft, prompts: [{ kind: 'point', x: 1, y: 1, positive: true } as const] };
  assert.deepEqual(suggestionsFor({ ...base, draft }).map(({ text }) => text), ['mark this', 'what is this?', 'remove this']);
});
