// How often the model looks at what was pointed at. What comes out is measured by npm run eval.

import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { TurnInput } from '../../../server/focus/turn-input.ts';
import { createPicture } from '../../../server/images/picture.ts';
import { boxMask } from '../../../server/images/raster.ts';
import { openTestFocus } from './test-checkpoint.ts';

const { focus, close } = await openTestFocus();
after(close);

/** Looks beside the first that a turn takes on a picture of this size, which no other test has shown. */
async function looksFor(input: Partial<TurnInput>, width: number, height: number, shade: number): Promise<number> {
  const picture = createPicture(width, height, [shade, 90, 30]);
  const view = await focus.look(picture);
  const { misses } = focus.statistics().views;
  const turn = focus.turn(view, { text: '', ...input });
  let step = await turn.next();
  while (!step.done) step = await turn.next();
  for (const { mask } of step.value.masks) assert.deepEqual([mask.width, mask.height], [width, height]);
  return focus.statistics().views.misses - misses;
}

const box = { left: 100, top: 80, width: 120, height: 100 };

test('a box in a larger picture is looked at from near, once', async () => {
  assert.equal(await looksFor({ boxes: [box] }, 320, 240, 1), 1);
});

test('a box that fills the picture, or lies in one that is no larger than the model sees, is not looked at again', async () => {
  assert.equal(await looksFor({ boxes: [{ left: 5, top: 5, width: 300, height: 220 }] }, 320, 240, 2), 0);
  assert.equal(await looksFor({ boxes: [{ left: 50, top: 50, width: 30, height: 30 }] }, 128, 128, 3), 0);
});

test('a tiny box in a huge picture is looked at in its surroundings, which show it as near as pixels allow', async () => {
  assert.equal(await looksFor({ boxes: [{ left: 1000, top: 700, width: 30, height: 20 }] }, 2000, 1500, 4), 1);
});

test('after a click the mirrored picture is looked at as well, and kept for the next click', async () => {
  const clicks: Partial<TurnInput> = { points: [{ x: 40, y: 50, positive: true }] };
  assert.equal(await looksFor(clicks, 128, 128, 5), 1);
  assert.equal(await looksFor({ points: [{ x: 90, y: 20, positive: true }] }, 128, 128, 5), 0);
});

test('words beside a prompt, and masks of before, are read without further looks', async () => {
  assert.equal(await looksFor({ boxes: [box], text: 'the left half of this', edit: false }, 128, 128, 6), 0);
  const mask = boxMask(128, 128, { left: 20, top: 20, width: 30, height: 30 });
  assert.equal(await looksFor({ points: [{ x: 40, y: 50, positive: true }], sessionMasks: [{ id: 'a', name: 'red cube', mask }] }, 128, 128, 7), 0);
});
