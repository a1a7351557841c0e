// What each npm script is: which program, and what must be there before it starts.

import { join } from 'node:path';
import { buildGraphs } from './graphs.js';
import { installDependencies } from './install.js';
import { handOver } from './launch.js';
import { buildPage } from './page.js';
import { generatePrismaClient } from './prisma-client.js';
import { findPython, pythonHint } from './python.js';
import { findRuntime } from './runtime.js';
import { root, SetUpError } from './say.js';

/**
 * file: a TypeScript or JavaScript program for Node. module: a Python module, with the packages it needs. graphs: built
 * beforehand when none are there; the run time itself sees to stale ones. client: of the database. page: as Next.js builds it;
 * a test that needs it starts the product, which builds it.
 */
const tasks = {
  start: { file: 'server/start/main.ts', graphs: true, client: true, page: () => true },
  // Clients wait seconds for a first answer: the rest is built by the start it causes.
  mcp: { file: 'server/start/mcp.ts', client: true },
  focus: { file: 'server/cli/main.ts' },
  test: { file: 'scripts/tests/main.js', graphs: true, client: true, page: (given) => given.length === 0 },
  conformance: { file: 'scripts/tests/main.js', client: true, arguments: () => ['test/conformance'] },
  eval: { file: 'test/eval/main.ts', client: true },
  bench: { file: 'test/bench/main.ts', client: true },
  migration: { file: 'prisma/new-migration.ts', client: true },
  models: { file: 'models/emit.ts', arguments: emitArguments },
  words: { file: 'models/words/main.ts' },
  scenes: { module: 'models.training.scenes.write_set', packages: ['numpy', 'PIL'] },
  train: { module: 'models.training.run', packages: ['torch', 'onnx', 'numpy', 'PIL'] },
  'train:photos': { module: 'models.training.photos.run', packages: ['torch', 'onnx', 'numpy', 'PIL', 'scipy'] },
};

export async function runTask(name, given) {
  const task = tasks[name];
  if (task === undefined) throw new SetUpError(`there is no task ${name}; there are ${Object.keys(tasks).join(', ')}.`);
  await installDependencies();
  const runtime = await findRuntime();
  if (task.graphs) await buildGraphs(runtime);
  if (task.client) await generatePrismaClient(runtime);
  if (task.page?.(given)) await buildPage(runtime);
  const rest = task.arguments ? task.arguments(given) : given;
  if (task.module === undefined) return handOver(runtime, [join(root, task.file), ...rest], runtime);
  const python = findPython(task.packages);
  if (python === null) throw new SetUpError(`npm run ${name} needs Python 3 with ${task.packages.join(', ')}. ${pythonHint}`);
  return handOver(python, ['-m', task.module, ...rest], runtime, pythonEnvironment());
}

/** Two threads are slower than one in Debian's PyTorch with OpenBLAS; whoever knows better sets the variables. */
function pythonEnvironment() {
  const { OMP_NUM_THREADS = '1', OPENBLAS_NUM_THREADS = '1' } = process.env;
  return { PYTHONPATH: root, PYTHONUNBUFFERED: '1', OMP_NUM_THREADS, OPENBLAS_NUM_THREADS };
}

function emitArguments(given) {
  if (given[0] !== 'emit') throw new SetUpError('usage: npm run models -- emit <config> <folder>, with config nano, tiny or 3b.');
  return given.slice(1);
}
