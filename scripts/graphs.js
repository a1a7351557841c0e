// The run-time graphs of the shipped checkpoint, built before the first start with it so that the wait is announced. Where they are missing
// all the same, the run time builds them (server/focus/graph-files.ts).

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fingerprintOf, isStamped, writeStamp } from './fingerprint.js';
import { runQuietly } from './processes.js';
import { root, SetUpError, sayWhile } from './say.js';

const stamp = '.focus/graphs-stamp';
const sources = ['models/checkpoints/nano/checkpoint.json', 'models/configs/nano.json', 'models/checkpoints/small/checkpoint.json', 'models/configs/small.json', 'models/checkpoints/minilm/checkpoint.json', 'models/configs/minilm.json', 'models/focus', 'models/graph'];

export async function buildGraphs(runtime) {
  const wanted = fingerprintOf(sources);
  if (isStamped(stamp, wanted) || !existsSync(join(root, 'server', 'focus', 'graph-files.ts'))) return;
  if (!existsSync(join(root, 'models', 'checkpoints', 'nano', 'checkpoint.json'))) return;
  const { code, output } = await sayWhile('building the graphs of the model', () =>
    runQuietly(runtime, [join(root, 'scripts', 'build-graphs.ts')], { cwd: root }),
  );
  if (code !== 0) throw new SetUpError(output.trim().split('\n').at(-1));
  writeStamp(stamp, wanted);
}
