import assert from 'node:assert/strict';
import { test } from 'node:test';
import { previewPace } from '../../../server/focus/preview-pace.ts';

/** A clock that goes on when it is told. */
function clock(): { now: () => number; pass: (milliseconds: number) => void } {
  let time = 1000;
  return { now: () => time, pass: (milliseconds) => { time += milliseconds; } };
}

test('the first preview is due after a quarter of a second, and the next ones as long after it', async () => {
  const { now, pass } = clock();
  const pace = previewPace(now);
  pass(249);
  assert.equal(pace.due(), false);
  pass(1);
  assert.equal(pace.due(), true);
  assert.equal(await pace.measure(async () => { pass(5); return 'picture'; }), 'picture');
  pass(249);
  assert.equal(pace.due(), false);
  pass(1);
  assert.equal(pace.due(), true);
});

test('previews take a tenth of the time at most, however long one takes', async () => {
  const { now, pass } = clock();
  const pace = previewPace(now);
  pass(250);
  await pace.measure(async () => pass(100));
  pass(899);
  assert.equal(pace.due(), false);
  pass(1);
  assert.equal(pace.due(), true);
});
