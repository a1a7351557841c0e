import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type MeasuredTurn, type OpenTurn, timeLeft } from '../../../server/conversation/time-left.ts';

const took = (kind: MeasuredTurn['kind'], ...seconds: number[]): MeasuredTurn[] => seconds.map((each) => ({ kind, seconds: each }));
const drawings = took('drawing', 11, 10, 9, 10, 30);
const waiting: OpenTurn = { kind: 'drawing', elapsed: null };
const running = (elapsed: number, kind: OpenTurn['kind'] = 'drawing'): OpenTurn => ({ kind, elapsed });

test('a running turn takes what is left of the usual time of its kind, which one slow turn does not move', () => {
  assert.equal(timeLeft(running(4), [], drawings, 1), 6);
  assert.equal(timeLeft(running(9.9), [], drawings, 1), 1);
  assert.equal(timeLeft(running(0.2, 'edit'), [], [...drawings, ...took('edit', 3, 3, 3)], 1), 3);
});

test('a waiting turn also takes what those before it take, shared by the workers', () => {
  assert.equal(timeLeft(waiting, [running(4), waiting], drawings, 1), 26);
  assert.equal(timeLeft(waiting, [running(4), waiting], drawings, 2), 18);
  assert.equal(timeLeft(waiting, [], drawings, 1), 10);
});

test('nothing is told of a turn that is over its time, or waits for one that is', () => {
  assert.equal(timeLeft(running(10), [], drawings, 1), null);
  assert.equal(timeLeft(waiting, [running(11)], drawings, 1), null);
});

test('nothing is told where too few turns of a kind were measured, or nobody works', () => {
  assert.equal(timeLeft(running(1), [], drawings.slice(0, 2), 1), null);
  assert.equal(timeLeft(running(1, 'edit'), [], drawings, 1), null);
  assert.equal(timeLeft(waiting, [running(1, 'edit')], drawings, 1), null);
  assert.equal(timeLeft(waiting, [], drawings, 0), null);
  assert.equal(timeLeft(waiting, [waiting], drawings, 0), null);
});

test('of a turn about a picture that may become an edit is told what answers and edits have in common, if anything', () => {
  const alike = [...took('words', 2, 2, 3), ...took('edit', 4, 4), ...drawings];
  assert.equal(timeLeft(running(1, 'picture'), [], alike, 1), 2);
  const apart = [...took('words', 0.5, 0.5, 0.5), ...took('edit', 6, 6, 6)];
  assert.equal(timeLeft(running(0.1, 'picture'), [], apart, 1), null);
  assert.equal(timeLeft(running(1, 'edit'), [], apart, 1), 5);
});

test('only the newest twenty count: another machine or model is told of soon', () => {
  assert.equal(timeLeft(running(0), [], [...took('drawing', ...Array(20).fill(2)), ...took('drawing', ...Array(60).fill(40))], 1), 2);
});
