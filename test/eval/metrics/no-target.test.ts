import assert from 'node:assert/strict';
import { test } from 'node:test';
import { noTarget } from './no-target.ts';

const missing = (saidNone: boolean) => ({ hasTarget: false, saidNone });
const present = (saidNone: boolean) => ({ hasTarget: true, saidNone });

test('always "none" and never "none" both score 50, however many things are missing', () => {
  const truth = [false, true, true, true, true];
  const say = (saidNone: boolean) => truth.map((hasTarget) => ({ hasTarget, saidNone }));
  assert.equal(noTarget(say(true)).balanced, 50);
  assert.equal(noTarget(say(false)).balanced, 50);
});

test('the mean of what was rightly missed and what was rightly found', () => {
  const scores = noTarget([missing(true), missing(false), present(false), present(false), present(false), present(true)]);
  assert.deepEqual(scores, { balanced: 62.5, falseNone: 25, found: 50 });
});
