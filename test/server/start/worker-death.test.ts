import assert from 'node:assert/strict';
import { test } from 'node:test';
import { diedOfWork } from '../../../server/start/worker-death.ts';
import { outOfMemory } from '../../../server/worker/memory-ceiling.ts';

const at = (strained: boolean) => ({ imageVersionId: 'picture', strained });

test('a fault of its own and too much memory are the work, a kill from outside is not unless memory was short', () => {
  assert.equal(diedOfWork({ code: outOfMemory, signal: null }, at(true)), 'picture');
  assert.equal(diedOfWork({ code: null, signal: 'SIGSEGV' }, at(false)), 'picture');
  assert.equal(diedOfWork({ code: null, signal: 'SIGKILL' }, at(true)), 'picture');
  assert.equal(diedOfWork({ code: null, signal: 'SIGKILL' }, at(false)), null);
  assert.equal(diedOfWork({ code: null, signal: 'SIGTERM' }, at(true)), null);
  assert.equal(diedOfWork({ code: 1, signal: null }, at(true)), null);
  assert.equal(diedOfWork({ code: outOfMemory, signal: null }, null), null);
});
