import assert from 'node:assert/strict';
import { test } from 'node:test';
import { aboutMask, withoutDistraction } from '../../../server/focus/look-back.ts';
import type { TurnInput } from '../../../server/focus/turn-input.ts';
import { createMask } from '../../../server/images/mask.ts';

const mask = createMask(4, 4, 1);
const point = { x: 1, y: 1, positive: true };
const box = { left: 0, top: 0, width: 2, height: 2 };
const scribble = [{ x: 1, y: 1 }];
const history = [{ text: 'the cube', answer: { action: 'segment', names: 'red cube', text: '' } }] as const;
const sessionMasks = [{ id: 'a', name: 'red cube', mask }];

/** What a turn with a history reads of it, and of the masks where there is one. */
function read(turn: TurnInput): { turns: number; masks: number } {
  const { history: turns = [], sessionMasks: masks = [] } = withoutDistraction({ history, ...turn });
  return { turns: turns.length, masks: masks.length };
}

test('words are read with all that came before, also beside a click or a box', () => {
  for (const pointed of [{}, { points: [point] }, { boxes: [box] }, { scribbles: [scribble] }]) {
    assert.deepEqual(read({ text: 'also the cube', ...pointed, sessionMasks }), { turns: 1, masks: 1 });
  }
});

test('what is pointed at without words forgets what was said', () => {
  for (const pointed of [{ points: [point] }, { boxes: [box] }, { scribbles: [scribble] }, { masks: [mask] }]) {
    assert.deepEqual(read({ text: ' \n', ...pointed }), { turns: 0, masks: 0 });
  }
});

test('a click or a stroke with a mask of before corrects it', () => {
  for (const pointed of [{ points: [point] }, { scribbles: [scribble] }]) {
    assert.deepEqual(read({ text: '', ...pointed, sessionMasks }), { turns: 1, masks: 1 });
  }
});

test('a box says all that is meant, whatever was marked before', () => {
  assert.deepEqual(read({ text: '', boxes: [box], points: [point], sessionMasks }), { turns: 0, masks: 0 });
});

test('a change is read with all that came before, also without words', () => {
  assert.deepEqual(read({ text: '', boxes: [box], edit: true, sessionMasks }), { turns: 1, masks: 1 });
});

test('what is left out changes nothing else of the turn', () => {
  const turn: TurnInput = { text: '', boxes: [box], place: mask, seed: 3, edit: false };
  assert.deepEqual(withoutDistraction({ ...turn, history, sessionMasks }), { ...turn, history: [], sessionMasks: [] });
});

test('"this" about a chosen mask is "it", as in training', () => {
  const said: Record<string, string> = {
    'remove this': 'erase it', 'Remove this, please': 'erase it, please', 'make this one blue': 'make it blue', 'take this away': 'take it away',
    'replace this with a cone': 'replace it with a cone', 'what is this?': 'what is it?', 'turn THIS into a ball': 'turn it into a ball',
  };
  for (const [text, expected] of Object.entries(said)) assert.equal(aboutMask({ text, place: mask }), expected);
});

test('"remove it" about a chosen mask erases it from the picture rather than from the mask', () => {
  for (const text of ['remove it', 'please remove them', 'remove these from the picture']) assert.match(aboutMask({ text, place: mask }), /^(please )?erase it( from the picture)?$/);
  for (const text of ['remove it from the mask', 'remove items', 'remove the cube']) assert.equal(aboutMask({ text, place: mask }), text);
});

test('"this" before a noun, and within a word, stays', () => {
  for (const text of ['what is in this picture', 'make this cube blue', 'remove the thistle']) assert.equal(aboutMask({ text, place: mask }), text);
});

test('"this" beside a click, a box or a stroke means the place, and without a mask nothing is rewritten', () => {
  const text = 'remove this';
  for (const pointed of [{ points: [point] }, { boxes: [box] }, { scribbles: [scribble] }]) assert.equal(aboutMask({ text, place: mask, ...pointed }), text);
  assert.equal(aboutMask({ text }), text);
});
