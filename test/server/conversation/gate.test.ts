import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { openGate } from '../../../server/conversation/gate.ts';

test('at most two are inside, the others come in order, and a failure frees its place', async () => {
  const gate = openGate(2);
  const order: number[] = [];
  let inside = 0;
  let most = 0;
  const visits = Array.from({ length: 7 }, (_, number) => gate(async () => {
    most = Math.max(most, ++inside);
    order.push(number);
    await turn();
    inside -= 1;
    if (number === 1) throw new Error('fell');
  }));
  const results = await Promise.allSettled(visits);
  assert.equal(most, 2);
  assert.deepEqual(order, [0, 1, 2, 3, 4, 5, 6]);
  assert.deepEqual(results.filter(({ status }) => status === 'rejected').length, 1);
});
