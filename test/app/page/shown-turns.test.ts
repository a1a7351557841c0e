import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newestEndOf, shownTurns, variantsOf } from '../../../app/chat/shown-turns.ts';
import type { TurnDocument } from '../../../server/conversation/documents.ts';

function turn(id: string, parentId: string | null, more: Partial<TurnDocument> = {}): TurnDocument {
  return {
    id, parentId, sessionId: 's', replacesId: null, text: id, status: 'done', imageVersionId: 'i', prompts: [], action: 'answer', answer: 'Yes.', maskVersionIds: [],
    edit: null, seed: 1, rating: null, error: null, createdAt: '', startedAt: null, finishedAt: null, ...more,
  };
}

const ids = (turns: TurnDocument[]) => turns.map(({ id }) => id).join(' ');

test('the line from the head up is shown, other branches are not', () => {
  const turns = [turn('a', null), turn('b', 'a'), turn('b2', 'a', { replacesId: 'b' }), turn('c', 'b')];
  assert.equal(ids(shownTurns({ turns, headTurnId: 'c' })), 'a b c');
  assert.equal(ids(shownTurns({ turns, headTurnId: 'b2' })), 'a b2');
});

test('what was stopped or failed is shown where it was said', () => {
  const turns = [turn('a', null), turn('b', 'a', { status: 'stopped' }), turn('c', 'a', { status: 'failed' }), turn('d', 'a')];
  assert.equal(ids(shownTurns({ turns, headTurnId: 'd' })), 'a b c d');
  assert.equal(ids(shownTurns({ turns: [turn('x', null, { status: 'stopped' })], headTurnId: null })), 'x');
});

test('while a message is said again, its new branch is shown', () => {
  const turns = [turn('a', null), turn('b', 'a'), turn('c', 'b'), turn('b2', 'a', { replacesId: 'b', status: 'running' })];
  assert.equal(ids(shownTurns({ turns, headTurnId: 'c' })), 'a b2');
});

test('another try that was stopped leaves the line as it was', () => {
  const turns = [turn('a', null), turn('b', 'a'), turn('b2', 'a', { replacesId: 'b', status: 'stopped' })];
  assert.equal(ids(shownTurns({ turns, headTurnId: 'b' })), 'a b');
});

test('an undone turn is not shown', () => {
  assert.equal(ids(shownTurns({ turns: [turn('a', null), turn('b', 'a')], headTurnId: 'a' })), 'a');
});

test('variants are all that was said in one place, whichever was replaced', () => {
  const turns = [turn('a', null), turn('b', 'a'), turn('b2', 'a', { replacesId: 'b' }), turn('b3', 'a', { replacesId: 'b2' }), turn('b4', 'a', { replacesId: 'b', status: 'failed' })];
  for (const id of ['b', 'b2', 'b3']) assert.equal(ids(variantsOf({ turns }, id)), 'b b2 b3');
  assert.equal(ids(variantsOf({ turns }, 'a')), 'a');
});

test('a branch is entered at its newest end', () => {
  const turns = [turn('a', null), turn('b', 'a'), turn('c', 'b'), turn('c2', 'b', { replacesId: 'c' }), turn('d', 'c2'), turn('e', 'd', { status: 'stopped' })];
  assert.equal(newestEndOf({ turns }, 'a'), 'd');
  assert.equal(newestEndOf({ turns }, 'c'), 'c');
});
