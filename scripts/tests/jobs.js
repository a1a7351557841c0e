// What there is to test: one job a file, and the type check.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { pythonHint } from '../python.js';
import { root } from '../say.js';

const folder = join(root, 'test');
const here = import.meta.dirname;

/**
 * A job: {name, file?, command, parameters(report)} with the path its report goes to, {skips} when it cannot run, or
 * {whole: true} when its exit code is the whole answer.
 */
export function collectJobs(python, patterns) {
  const files = existsSync(folder) ? readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort() : [];
  const wanted = (name) => patterns.length === 0 || patterns.some((pattern) => name.includes(pattern));
  const paths = files.map((name) => join(folder, name)).filter((path) => wanted(relative(root, path).split(sep).join('/')));
  return [
    ...(wanted('type check') && existsSync(join(root, 'tsconfig.json')) ? [typeCheck()] : []),
    ...paths.filter((path) => /(^|[\\/])test_\w+\.py$/.test(path)).map((path) => pythonJob(python, path)),
    ...paths.filter((path) => path.endsWith('.test.ts')).map(nodeJob),
  ];
}

function typeCheck() {
  const compiler = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  return { name: 'type check', whole: true, command: process.execPath, parameters: () => [compiler, '--noEmit'] };
}

function nodeJob(file) {
  const reporter = new URL('./node-reporter.js', import.meta.url).href;
  return {
    file,
    command: process.execPath,
    parameters: (report) => [`--test-reporter=${reporter}`, `--test-reporter-destination=${report}`, file],
  };
}

function pythonJob(python, file) {
  if (python !== null) return { file, command: python, parameters: (report) => [join(here, 'run_unittest.py'), file, report] };
  const tests = readFileSync(file, 'utf8').match(/^\s+def test_/gm) ?? [];
  return { file, skips: tests.map(() => `no Python with torch, onnx and numpy. ${pythonHint}`) };
}
