import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openAttention, type WorkerNews } from '../../../server/worker/attention.ts';

test('the largest of the pictures at hand is told, until nothing is at hand', () => {
  const told: WorkerNews[] = [];
  const attention = openAttention((news) => told.push(news));
  const leaveSmall = attention.on({ id: 'small', width: 10, height: 10 });
  const leaveLarge = attention.on({ id: 'large', width: 1000, height: 1000 });
  attention.on(null)();
  leaveSmall();
  attention.strain(true);
  attention.strain(true);
  leaveLarge();
  assert.deepEqual(told.map(({ imageVersionId, strained }) => [imageVersionId, strained]), [['small', false], ['large', false], ['large', true], [null, true]]);
});
