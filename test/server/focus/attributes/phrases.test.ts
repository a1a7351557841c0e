// From a whole phrase to the things that it means.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type Instance, select } from '../../../../server/focus/attributes/select.ts';
import { selectionIn } from '../../../../server/focus/attributes/selection.ts';
import { createMask } from '../../../../server/images/mask.ts';
import { createPicture } from '../../../../server/images/picture.ts';
import { askedIn } from '../../../../server/focus/recognise/noun-phrase.ts';
import { vocabulary } from '../recognise/shipped-words.ts';

const [width, height] = [240, 100];
const colours = { red: [200, 20, 30], blue: [30, 70, 190], black: [15, 15, 15], white: [245, 245, 245] } as const;

/** Five horses: centre across, side, colour; 0 stands second from the left. */
const horses = [
  [70, 20, 'red'],
  [220, 12, 'red'],
  [25, 30, 'blue'],
  [120, 40, 'white'],
  [170, 16, 'black'],
] as const;

const picture = createPicture(width, height, [120, 130, 120]);
const instances = horses.map(([x, side, colour]): Instance => {
  const box = { left: x - side / 2, top: 80 - side, width: side, height: side };
  const mask = createMask(width, height);
  for (let row = box.top; row < box.top + side; row += 1) {
    for (let column = box.left; column < box.left + side; column += 1) {
      mask.data[row * width + column] = 1;
      picture.data.set(colours[colour], (row * width + column) * 3);
    }
  }
  return { mask, box, name: 'horse' };
});

const meant: Record<string, number[]> = {
  'the horses': [0, 1, 2, 3, 4], 'the biggest horse': [3], 'the smaller of the red horses': [1], 'the two red horses': [0, 1], 'both red horses': [0, 1], 'the horse on the left': [2], 'the two horses on the right': [1, 4],
  'the second horse from the left': [0], 'the third horse from the right': [3], 'horse number two': [0], 'horse 3': [3], 'the first horse': [2], 'the last horse': [1], 'the last two horses in the row': [4, 1], 'the leftmost three horses': [2, 0, 3],
  'all red horses except the biggest one': [1], 'the horses that are not red': [2, 3, 4], 'all but the leftmost horse': [0, 1, 3, 4], 'the red horse on the right': [1], 'the rightmost of the red horses': [1], 'the horse in the middle': [3], 'the second largest horse': [2],
  'the dark horse': [4], 'the white pony': [3], 'the green horse': [], 'the black stallion please': [4], 'the horse furthest to the left': [2], 'the horse in black': [4], 'the white horse without a saddle': [3], 'all horses but the cow': [0, 1, 2, 3, 4], 'the horse next to the black cow': [0, 1, 2, 3, 4],
};

describe('of five horses', () => {
  for (const [phrase, right] of Object.entries(meant)) {
    test(`"${phrase}"`, () => {
      const { modifiers, rest, count, plural, word } = askedIn(vocabulary, phrase);
      assert.ok(word !== null, 'the noun is known');
      const { chosen } = select(selectionIn([...modifiers, rest].join(' '), { count, plural }), instances, picture);
      assert.deepEqual(chosen, right);
    });
  }
});

test('what a phrase says of another thing is given back', () => {
  const { modifiers, rest } = askedIn(vocabulary, 'the red horse next to the black cow');
  assert.deepEqual([selectionIn([...modifiers, rest].join(' ')).unread, selectionIn([...modifiers, rest].join(' ')).steps], ['next to the black cow', [{ kind: 'colour', colour: 'red' }]]);
});
