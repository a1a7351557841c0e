// Everything, the database too, is killed at random moments of a turn: what was acknowledged is there after the next start.

import { killedAtRandom } from './disturbed-turn.ts';
import { killAll, postmasterOf, processesOf } from './processes.ts';

killedAtRandom('everything killed at random moments', 5, async ({ dataFolder }, startAgain) => {
  killAll([...processesOf(dataFolder), postmasterOf(dataFolder)].filter((pid) => pid !== undefined));
  return startAgain();
});
