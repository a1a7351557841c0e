import assert from 'node:assert/strict';
import { test } from 'node:test';
import { choiceIn, emptyDraft, isEmpty, joined, mostPrompts, withChoice, withoutLostChoice, type Draft } from '../../../app/chat/draft.ts';
import { newId } from '../../../app/chat/new-id.ts';
import { messagesOf, textOf } from '../../../app/chat/messages.ts';
import type { SessionDocument, TurnDocument } from '../../../server/conversation/documents.ts';

const point = { kind: 'point', x: 1, y: 2, positive: true } as const;

test('a draft is empty only when nothing is said and nothing pointed at', () => {
  assert.ok(isEmpty({ ...emptyDraft, text: ' \n' }));
  assert.ok(!isEmpty({ ...emptyDraft, prompts: [point] }));
  assert.ok(!isEmpty({ ...emptyDraft, masks: ['a'] }));
});

test('a draft that comes back stands before what was written since', () => {
  const returned: Draft = { text: 'remove it', prompts: [point], masks: ['a', 'b'] };
  assert.deepEqual(joined(returned, { text: 'and this', prompts: [], masks: ['b'] }), { text: 'remove it\nand this', prompts: [point], masks: ['a', 'b'] });
  assert.deepEqual(joined(returned, emptyDraft), returned);
});

test('joined drafts point at no more than one message may', () => {
  const many = { ...emptyDraft, prompts: Array.from({ length: mostPrompts }, () => point) };
  assert.equal(joined(many, many).prompts.length, mostPrompts);
});

test('a choice stands at the first click, and the likeliest is no choice', () => {
  const draft: Draft = { ...emptyDraft, prompts: [point, { ...point, positive: false }] };
  const chosen = withChoice(draft, 2);
  assert.deepEqual(chosen.prompts, [{ ...point, choice: 2 }, { ...point, positive: false }]);
  assert.deepEqual([choiceIn(draft), choiceIn(chosen), choiceIn(emptyDraft)], [0, 2, 0]);
  assert.deepEqual(withChoice(chosen, 0), draft);
});

test('a choice is lost with what says enough by itself', () => {
  const chosen = withChoice({ ...emptyDraft, prompts: [point] }, 1);
  assert.equal(withoutLostChoice(chosen), chosen);
  const box = { kind: 'box', left: 1, top: 1, width: 2, height: 2 } as const;
  for (const more of [{ masks: ['a'] }, { prompts: [...chosen.prompts, box] }, { prompts: [point, ...chosen.prompts] }, { prompts: [box, ...chosen.prompts] }]) {
    const kept = withoutLostChoice({ ...chosen, ...more });
    assert.ok(kept.prompts.every((prompt) => !('choice' in prompt)), JSON.stringify(kept));
    assert.equal(kept.prompts.length, (more.prompts ?? chosen.prompts).length);
  }
  assert.equal(choiceIn(joined(chosen, { ...emptyDraft, masks: ['a'] })), 0);
});

test('ids are uuids of version 4, also without randomUUID', () => {
  const version4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
  assert.match(newId(), version4);
  const { randomUUID } = crypto;
  Object.defineProperty(crypto, 'randomUUID', { value: undefined, configurable: true });
  assert.match(newId(), version4);
  Object.defineProperty(crypto, 'randomUUID', { value: randomUUID, configurable: true });
});

const turn: TurnDocument = {
  id: 't', sessionId: 's', parentId: null, replacesId: null, text: 'the ball', status: 'done', imageVersionId: 'i', prompts: [point, { kind: 'mask', maskVersionId: 'v' }],
  action: 'segment', answer: 'I marked it.', maskVersionIds: [], edit: null, seed: 1, rating: null, error: null, createdAt: '', startedAt: null, finishedAt: null,
};
const session: SessionDocument = { id: 's', title: '', createdAt: '', updatedAt: '', currentImage: null, headTurnId: 't', images: [], masks: [], turns: [turn], operations: 0, undo: null, redo: null };

test('a turn of the history is two messages, with what was pointed at apart from the masks that were meant', () => {
  const [said, answer] = messagesOf(session);
  assert.deepEqual(said.metadata, { turnId: 't', prompts: [point], masks: ['v'], imageVersionId: 'i' });
  assert.equal(textOf(answer), 'I marked it.');
});

test('a turn that runs has no answer yet', () => {
  assert.deepEqual(messagesOf({ ...session, turns: [{ ...turn, status: 'running', answer: null }] }).map(({ role }) => role), ['user']);
});
