// What each npm script is: which program, and what must be there before it starts.

import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { buildGraphs } from './graphs.js';
import { installDependencies } from './install.js';
import { handOver } from './launch.js';
import { findPython, pythonHint } from './python.js';
import { findRuntime } from './runtime.js';
import { root, SetUpError } from './say.js';

const chat = 'server/cli/main.ts';

/**
 * file: a TypeScript or JavaScript program for Node. module: a Python module, with the packages it needs. graphs: built
 * beforehand when none are there; the run time itself sees to stale ones.
 */
const tasks = {
  start: { file: chat, graphs: true, arguments: (given) => ['chat', ...(given.length > 0 ? given : [samplePicture()])] },
  focus: { file: chat },
  test: { file: 'scripts/tests/main.js', graphs: true },
  eval: { file: 'test/eval/main.ts' },
  bench: { file: 'test/bench/main.ts' },
  models: { file: 'models/emit.ts', arguments: emitArguments },
  scenes: { module: 'models.training.scenes.write_set', packages: ['numpy', 'PIL'] },
  train: { module: 'models.training.run', packages: ['torch', 'onnx', 'numpy', 'PIL'] },
};

export async function runTask(name, given) {
  const task = tasks[name];
  if (task === undefined) throw new SetUpError(`there is no task ${name}; there are ${Object.keys(tasks).join(', ')}.`);
  await installDependencies();
  const runtime = await findRuntime();
  if (task.graphs) await buildGraphs(runtime);
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

/** The first picture of samples/. */
function samplePicture() {
  const folder = join(root, 'samples');
  const names = existsSync(folder) ? readdirSync(folder).sort() : [];
  const picture = names.find((name) => /\.(png|jpe?g|webp)$/.test(name));
  if (picture === undefined) throw new SetUpError('there is no sample picture in samples/. Give one: npm start -- PICTURE');
  return join(folder, picture);
}

function emitArguments(given) {
  if (given[0] !== 'emit') throw new SetUpError('usage: npm run models -- emit <config> <folder>, with config nano, tiny or 3b.');
  return given.slice(1);
}
