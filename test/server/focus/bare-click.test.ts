// What the shipped model makes of clicks without words, on held-out scenes.

import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { type Focus, openFocus } from '../../../server/focus/focus.ts';
import { readPicture } from '../../../server/images/intake.ts';
import { createMask, invert, type Mask, union } from '../../../server/images/mask.ts';
import { grow } from '../../../server/images/morphology.ts';
import { insidePoint } from '../../eval/prompts.ts';
import { type Random, randomFrom } from '../../eval/random.ts';
import { readSet, type SetPicture } from '../../eval/set.ts';

const shippedSet = fileURLToPath(new URL('../../eval/heldout', import.meta.url));
let focus: Focus;
let pictures: SetPicture[];

before(async () => {
  focus = await openFocus();
  pictures = await readSet(shippedSet, 40);
});
after(() => focus.close());

/** How often a thing is marked where `place` says, one click a picture. */
async function marked(place: (picture: SetPicture, random: Random) => Mask): Promise<number> {
  const random = randomFrom('bare clicks');
  let count = 0;
  for (const picture of pictures) {
    const view = await focus.look(await readPicture(join(shippedSet, picture.file)));
    const turn = focus.turn(view, { text: '', points: [{ ...insidePoint(place(picture, random), random), positive: true }] });
    let step = await turn.next();
    while (!step.done) step = await turn.next();
    if (step.value.action === 'segment') count += 1;
    else assert.deepEqual([step.value.text, step.value.masks], ['I see nothing to mark there.', []]);
  }
  return count;
}

test('a click on a thing marks it', async () => {
  assert.ok(await marked(({ masks }, random) => masks[Math.floor(random() * masks.length)].mask) >= pictures.length - 1);
});

test('a click on bare ground seldom marks anything', async () => {
  const ground = ({ masks, width, height }: SetPicture): Mask => invert(grow(masks.reduce((all, { mask }) => union(all, mask), createMask(width, height)), 5));
  assert.ok(await marked(ground) < pictures.length / 3);
});
