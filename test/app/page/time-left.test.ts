import assert from 'node:assert/strict';
import { test } from 'node:test';
import { timeLeftWords } from '../../../app/chat/time-left.ts';

test('time left is said in seconds, and in minutes where they would be many', () => {
  assert.deepEqual([1, 89, 90, 149, 600].map(timeLeftWords), ['about 1 s left', 'about 89 s left', 'about 2 min left', 'about 2 min left', 'about 10 min left']);
});
