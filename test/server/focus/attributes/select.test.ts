import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type Instance, select } from '../../../../server/focus/attributes/select.ts';
import { selectionIn } from '../../../../server/focus/attributes/selection.ts';
import { createMask } from '../../../../server/images/mask.ts';
import { createPicture } from '../../../../server/images/picture.ts';

const [width, height] = [200, 120];
const red = [205, 25, 30] as const;
const blue = [25, 60, 190] as const;
const green = [40, 140, 60] as const;
const white = [245, 245, 245] as const;
const black = [12, 12, 12] as const;

interface Block {
  /** Centre and sides in pixels. */
  at: [number, number];
  size: [number, number];
  colour: readonly [number, number, number];
}

/** Blocks on a grey ground. */
function scene(blocks: readonly Block[]): Parameters<typeof select> extends [unknown, ...infer Rest] ? Rest : never {
  const picture = createPicture(width, height, [128, 128, 128]);
  const instances = blocks.map(({ at: [x, y], size: [across, down], colour }): Instance => {
    const box = { left: x - across / 2, top: y - down / 2, width: across, height: down };
    const mask = createMask(width, height);
    for (let row = box.top; row < box.top + down; row += 1) {
      for (let column = box.left; column < box.left + across; column += 1) {
        mask.data[row * width + column] = 1;
        picture.data.set(colour, (row * width + column) * 3);
      }
    }
    return { mask, box, name: 'block' };
  });
  return [instances, picture];
}

/** Out of order on purpose: 0 stands second, 1 fifth, 2 first, 3 third, 4 fourth from the left. */
const row = scene([
  { at: [60, 60], size: [20, 20], colour: red },
  { at: [180, 60], size: [10, 10], colour: red },
  { at: [20, 60], size: [30, 30], colour: blue },
  { at: [100, 60], size: [24, 40], colour: white },
  { at: [140, 60], size: [16, 16], colour: black },
]);

const inRow: Record<string, number[]> = {
  'the left one': [2], 'the leftmost': [2], 'on the far left': [2], 'the right-most block': [1], 'the second from the left': [0], 'the 2nd one from the left': [0],
  'third from the right': [3], 'the first': [2], 'the last one': [1], 'the two on the right': [1, 4], 'the leftmost two': [2, 0], 'the two leftmost': [2, 0],
  'the first three from the left': [2, 0, 3], 'the last two': [4, 1], 'the one in the middle': [3], 'the middle one': [3], 'the ones on the left': [0, 2], 'those on the right side': [1, 4],
  'the blue one': [2], 'navy': [2], 'the red ones': [0, 1], 'the biggest red one': [0], 'the smallest of the red ones': [1], 'the red one on the right': [1], 'the left red one': [0], 'the second red one from the left': [1],
  'the biggest': [3], 'the largest one': [3], 'the second biggest': [2], 'the smallest': [1], 'the two smallest': [1, 4], 'the tallest': [3], 'the widest': [2], 'the lightest': [3], 'the brightest one': [3], 'the darkest': [4],
  'the white one': [3], 'the black one': [4], 'the dark one': [4], 'all but the red ones': [2, 3, 4], 'everything except the biggest': [0, 1, 2, 4], 'both red ones': [0, 1], 'the leftmost of the three': [2],
  'the green one': [], 'the purple ones': [], 'the first green one': [], 'the small ones': [0, 1, 4], '': [0, 1, 2, 3, 4],
};

describe('blocks in a row', () => {
  for (const [phrase, right] of Object.entries(inRow)) {
    test(`"${phrase}"`, () => assert.deepEqual(select(selectionIn(phrase), ...row).chosen, right));
  }
});

const spread = scene([
  { at: [30, 20], size: [20, 20], colour: green },
  { at: [170, 20], size: [20, 20], colour: red },
  { at: [30, 100], size: [20, 20], colour: red },
  { at: [170, 100], size: [20, 20], colour: blue },
]);

const inCorners: Record<string, number[]> = {
  'the one at the top left': [0], 'in the upper right corner': [1], 'bottom left': [2], 'the lower right one': [3], 'the right top': [1],
  'the upper ones': [0, 1], 'those at the bottom': [2, 3], 'the lower red one': [2], 'the red one at the top': [1], 'the two on the left': [0, 2], 'the two at the top': [0, 1],
};

describe('blocks in the corners', () => {
  for (const [phrase, right] of Object.entries(inCorners)) {
    test(`"${phrase}"`, () => assert.deepEqual([...select(selectionIn(phrase), ...spread).chosen].sort(), right));
  }
});

test('a thing of two colours fits both, and a little of a colour is enough beside things without it', () => {
  const [instances, picture] = scene([{ at: [50, 60], size: [40, 40], colour: blue }, { at: [150, 60], size: [40, 40], colour: blue }, { at: [100, 20], size: [20, 20], colour: white }]);
  for (let y = 40; y < 80; y += 1) picture.data.set(Array.from({ length: 20 }, () => white).flat(), (y * width + 30) * 3);
  for (let y = 40; y < 44; y += 1) picture.data.set(Array.from({ length: 40 }, () => red).flat(), (y * width + 130) * 3);
  assert.deepEqual(select(selectionIn('the blue and white one'), instances, picture).chosen, [0]);
  assert.deepEqual(select(selectionIn('the red one'), instances, picture).chosen, [1]);
});

test('one of several that fit is chosen, and the others are told', () => {
  const { chosen, fits } = select(selectionIn('the red one'), ...spread);
  assert.deepEqual([chosen.length, [...fits].sort()], [1, [1, 2]]);
});

test('a single thing is not on the side where it is not', () => {
  const single = scene([{ at: [180, 60], size: [20, 20], colour: red }]);
  assert.deepEqual(select(selectionIn('the left one'), ...single).chosen, []);
  assert.deepEqual(select(selectionIn('the one on the right'), ...single).chosen, [0]);
});

test('there is nothing to choose among nothing', () => {
  const [, picture] = spread;
  for (const phrase of ['red', 'left', 'the biggest', 'the second from the left', 'small', 'middle', '']) assert.deepEqual(select(selectionIn(phrase), [], picture).chosen, []);
});

test('a number of the noun counts as one in the phrase', () => {
  assert.deepEqual(select(selectionIn('on the right', { count: 2, plural: true }), ...row).chosen, [1, 4]);
});

test('what is about another thing is not read as a place', () => {
  for (const phrase of ['to the left of the cube', 'left of the blue cube', 'behind the tree', 'next to a car']) {
    const { steps, unread } = selectionIn(phrase);
    assert.deepEqual([steps, unread], [[], phrase]);
  }
  assert.deepEqual(selectionIn('on the left of the picture').steps, [{ kind: 'side', sides: ['left'] }]);
});
