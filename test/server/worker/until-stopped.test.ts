import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FocusError } from '../../../server/errors.ts';
import { untilStopped } from '../../../server/worker/until-stopped.ts';

const isCancelled = (error: unknown) => FocusError.isInstance(error) && error.code === 'cancelled';

test('work that ends first is what it gives, or throws', async () => {
  const { signal } = new AbortController();
  assert.equal(await untilStopped(Promise.resolve(3), signal), 3);
  await assert.rejects(untilStopped(Promise.reject(new Error('no')), signal), /no/);
});

test('a raised signal ends the wait for work that goes on, and its later failure troubles nobody', async () => {
  const stop = new AbortController();
  let fail: (error: Error) => void = () => undefined;
  const waiting = untilStopped(new Promise((_, reject) => { fail = reject; }), stop.signal);
  stop.abort();
  await assert.rejects(waiting, isCancelled);
  fail(new Error('too late'));
  await assert.rejects(untilStopped(Promise.reject(new Error('later')), stop.signal), isCancelled);
});
