import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cutOut } from '../../../server/focus/cut-out.ts';
import { hint } from '../../../server/images/grab-cut.ts';
import { createPicture } from '../../../server/images/picture.ts';

const side = 64;
const whole = { side, inner: { left: 0, top: 0, width: side, height: side } };
const square = createPicture(side, side, [9, 9, 9]);

/** Likelihood by the distance from the middle of a row of pixels. */
function falling(value: (away: number) => number): Float32Array {
  return Float32Array.from({ length: side * side }, (_, index) => value(Math.hypot((index % side) - 32, Math.floor(index / side) - 32)));
}

const neverCalled = () => assert.fail('asked for a cut');

test('a sharp outline is left alone, and so is what is too small or nothing at all', () => {
  for (const likely of [falling((away) => (away < 20 ? 0.99 : 0.01)), falling((away) => (away < 3 ? 0.6 : 0.2)), falling(() => 0)]) {
    assert.equal(cutOut(likely, square, whole, neverCalled), likely);
  }
});

test('where nothing is surely or likely outside there is nothing to cut', () => {
  const likely = falling(() => 0.7);
  assert.equal(cutOut(likely, square, whole, neverCalled), likely);
});

test('in a wide band the cut decides, told what is known; all else stays', () => {
  const likely = falling((away) => Math.max(0, Math.min(1, 1 - (away - 2) / 12)));
  let seen: { width: number; hints: Uint8Array } | undefined;
  const sharp = cutOut(likely, square, { side, inner: { left: 0, top: 0, width: side, height: 40 } }, ({ width }, hints) => {
    seen = { width, hints };
    return hints.map((value) => (value === hint.outside ? 0 : 1));
  });
  assert.ok(seen);
  assert.deepEqual(new Set(seen.hints), new Set([hint.inside, hint.outside, hint.likelyInside, hint.likelyOutside]));
  assert.ok(seen.width > 30 && seen.width < side, 'the surroundings, not all of the picture');
  assert.equal(sharp[32 * side + 32], 1);
  assert.equal(sharp[32 * side + 32 + 11], 1, 'what the cut takes in is in');
  assert.equal(sharp[32 * side + 32 + 13], 0);
  assert.equal(sharp[42 * side + 32], likely[42 * side + 32], 'the padding below the picture has no colours of its own');
});
