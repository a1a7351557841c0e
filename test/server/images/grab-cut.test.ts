import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hint, loadGrabCut } from '../../../server/images/grab-cut.ts';
import { createPicture } from '../../../server/images/picture.ts';

const side = 60;

/** A bright disc on a dark, uneven ground, and hints that know only its core and what is far from it. */
function disc() {
  const picture = createPicture(side, side, [0, 0, 0]);
  const [hints, truth] = [new Uint8Array(side * side), new Uint8Array(side * side)];
  for (let index = 0; index < side * side; index += 1) {
    const away = Math.hypot((index % side) - 30, Math.floor(index / side) - 30);
    truth[index] = away < 15 ? 1 : 0;
    const noise = (index * 7919) % 40;
    picture.data.set(away < 15 ? [200 + noise, 180, 60] : [20, 40 + noise, 90], index * 3);
    // what is likely is wrong on purpose: a smaller disc
    hints[index] = away < 8 ? hint.inside : away > 24 ? hint.outside : away < 11 ? hint.likelyInside : hint.likelyOutside;
  }
  return { picture, hints, truth };
}

test('OpenCV leaves the handling of errors to the process that loads it', async () => {
  const listeners = () => (['uncaughtException', 'unhandledRejection'] as const).map((event) => process.listeners(event as 'uncaughtException'));
  const before = listeners();
  await loadGrabCut();
  assert.deepEqual(listeners(), before);
});

test('colours find the edge of what is known only in its core, each time the same', async () => {
  const grabCut = await loadGrabCut();
  const { picture, hints, truth } = disc();
  const mask = grabCut(picture, hints);
  const wrong = mask.filter((value, index) => value !== truth[index]).length;
  assert.ok(wrong <= 20, `${wrong} pixels`);
  assert.deepEqual(grabCut(picture, hints), mask);
});

test('pixels that are known stay as they are', async () => {
  const grabCut = await loadGrabCut();
  const { picture, hints } = disc();
  hints[0] = hint.inside;
  hints[30 * side + 30] = hint.outside;
  const mask = grabCut(picture, hints);
  assert.equal(mask[0], 1);
  assert.equal(mask[30 * side + 30], 0);
});
