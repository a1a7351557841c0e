import assert from 'node:assert/strict';
import { totalmem } from 'node:os';
import { test } from 'node:test';
import { ceilingOf, watchMemory } from '../../../server/worker/memory-ceiling.ts';

test('a worker that grows beyond its ceiling is told of once, and of its strain before', async () => {
  const told: string[] = [];
  // The watch alone keeps no process alive.
  const alive = setInterval(() => undefined, 1000);
  const bytes = await new Promise<number>((resolve) => {
    watchMemory(process.memoryUsage.rss() / 4, { strained: (strained) => told.push(`strained ${strained}`), exceeded: resolve });
  });
  clearInterval(alive);
  assert.ok(bytes > 0);
  assert.deepEqual(told, ['strained true']);
});

test('the ceiling is what is set in mebibytes, else a share of the machine; what is no size is none', () => {
  assert.equal(ceilingOf('2048'), 2 ** 31);
  for (const wrong of ['12', 'lots', '-1', '1e4']) assert.equal(ceilingOf(wrong), null);
  assert.ok(ceilingOf(undefined)! > 0 && ceilingOf(undefined)! <= Math.min(4 * 2 ** 30, totalmem()));
});
