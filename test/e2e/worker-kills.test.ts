// The worker is killed at random moments of a turn: nothing is lost, and who reads the answer notices only a pause.

import { killedAtRandom } from './disturbed-turn.ts';
import { killAll, workerOf } from './processes.ts';

killedAtRandom('the worker killed at random moments', 20, async (product) => {
  const worker = workerOf(product.dataFolder);
  if (worker !== undefined) killAll([worker]);
  return product;
});
