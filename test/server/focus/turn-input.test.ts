import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkPrompts, checkText, type TurnInput } from '../../../server/focus/turn-input.ts';
import { createMask } from '../../../server/images/mask.ts';
import { createPicture } from '../../../server/images/picture.ts';

const picture = createPicture(100, 80, [0, 0, 0]);
const words = (text: string): number => text.split(' ').length;
const refused = (input: TurnInput, code: string, message: RegExp): void =>
  assert.throws(() => checkPrompts(input, picture), { code, message });

test('an empty message without a prompt is refused', () => {
  refused({ text: ' \n' }, 'message-empty', /empty/);
});

test('an empty message with a click is fine', () => {
  checkPrompts({ text: '', points: [{ x: 99.5, y: 0, positive: true }] }, picture);
});

test('a message of 100,000 characters is refused with both numbers', () => {
  assert.throws(() => checkText('a'.repeat(100_000), words), { code: 'message-too-long', message: /100,000 characters; at most 2,000/ });
});

test('a message of too many tokens is refused', () => {
  assert.throws(() => checkText('a '.repeat(900), words), { code: 'message-too-long', message: /tokens/ });
});

test('a click outside the picture is refused with its place and the picture\'s size', () => {
  for (const [x, y] of [[100, 5], [-1, 5], [5, 80], [Number.NaN, 5], [Infinity, 5]]) {
    refused({ text: '', points: [{ x, y, positive: true }] }, 'point-outside', /outside the picture, which has 100 x 80 pixels/);
  }
});

test('a choice is of a first click, with nothing but clicks behind it', () => {
  const click = { x: 1, y: 1, positive: true };
  checkPrompts({ text: '', points: [{ ...click, choice: 2 }, { ...click, positive: false }] }, picture);
  checkPrompts({ text: 'remove this', points: [{ ...click, choice: 1 }] }, picture);
  checkPrompts({ text: '', points: [{ ...click, choice: 0 }], boxes: [{ left: 1, top: 1, width: 5, height: 5 }] }, picture);
  for (const choice of [-1, 3, 0.5, Number.NaN]) refused({ text: '', points: [{ ...click, choice }] }, 'choice-invalid', /no choice/);
  const whole = createMask(100, 80, 1);
  for (const input of [
    { points: [{ ...click, positive: false, choice: 1 }] },
    { points: [click, { ...click, choice: 1 }] },
    { points: [{ ...click, choice: 1 }], boxes: [{ left: 1, top: 1, width: 5, height: 5 }] },
    { points: [{ ...click, choice: 1 }], scribbles: [[{ x: 1, y: 1 }]] },
    { points: [{ ...click, choice: 1 }], masks: [whole] },
    { points: [{ ...click, choice: 1 }], base: { name: 'car', mask: whole } },
  ]) refused({ text: '', ...input }, 'choice-needs-click', /first click/);
});

test('boxes need an area and a part of the picture', () => {
  refused({ text: '', boxes: [{ left: 5, top: 5, width: 0, height: 5 }] }, 'box-empty', /no area/);
  refused({ text: '', boxes: [{ left: 200, top: 5, width: 5, height: 5 }] }, 'box-outside', /outside/);
  refused({ text: '', boxes: [{ left: Number.NaN, top: 5, width: 5, height: 5 }] }, 'box-outside', /outside/);
  checkPrompts({ text: '', boxes: [{ left: -5, top: -5, width: 20, height: 20 }] }, picture);
});

test('strokes need points', () => {
  refused({ text: '', scribbles: [[]] }, 'scribble-empty', /no points/);
});

test('masks have the picture\'s size and something inside', () => {
  refused({ text: '', masks: [createMask(10, 10, 1)] }, 'mask-size-differs', /10 x 10/);
  refused({ text: '', masks: [createMask(100, 80)] }, 'mask-empty', /empty/);
});

test('the place of an edit is checked like other masks, but says nothing by itself', () => {
  refused({ text: 'make it blue', place: createMask(10, 10, 1) }, 'mask-size-differs', /10 x 10/);
  refused({ text: 'make it blue', place: createMask(100, 80) }, 'mask-empty', /empty/);
  refused({ text: '', place: createMask(100, 80, 1) }, 'message-empty', /empty/);
  checkPrompts({ text: 'make it blue', place: createMask(100, 80, 1) }, picture);
});

test('more prompts than the model reads are refused', () => {
  refused({ text: '', points: Array(17).fill({ x: 1, y: 1, positive: true }) }, 'too-many-prompts', /17/);
});
