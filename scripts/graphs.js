// The run-time graphs of the shipped checkpoint, built before the first start so that the wait is announced. Whether
// built ones are stale is known to the run time (server/focus/graph-files.ts), which sees to it at every load.

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { runQuietly } from './processes.js';
import { root, SetUpError, sayWhile } from './say.js';

export async function buildGraphs(runtime) {
  const builder = join(root, 'server', 'focus', 'graph-files.ts');
  if (existsSync(join(root, '.focus', 'models', 'nano', 'stamp')) || !existsSync(builder)) return;
  if (!existsSync(join(root, 'models', 'checkpoints', 'nano', 'checkpoint.json'))) return;
  const { code, output } = await sayWhile('building the graphs of the model', () =>
    runQuietly(runtime, [join(root, 'scripts', 'build-graphs.ts')], { cwd: root }),
  );
  if (code !== 0) throw new SetUpError(output.trim().split('\n').at(-1));
}
