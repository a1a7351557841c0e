// Runs one test file in its own process and counts from the report it writes, not from what it prints.

import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../say.js';

const secondsAllowed = Number(process.env.FOCUS_TEST_SECONDS) || 600;
const running = new Set();

/** passed: number, failures: {name, detail}[], skips: reasons, seconds, output. */
export async function runJob(job) {
  if (job.skips !== undefined) return { passed: 0, failures: [], skips: job.skips, seconds: 0, output: '' };
  const folder = mkdtempSync(join(tmpdir(), 'focus-test-'));
  const report = join(folder, 'report');
  const start = performance.now();
  try {
    const { ending, output } = await runToEnd(job.command, job.parameters(report));
    const seconds = (performance.now() - start) / 1000;
    if (job.whole) return { ...wholeResult(job, ending, output), skips: [], seconds, output: '' };
    return { ...count(readReport(report), ending), seconds, output };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Kills everything that still runs, with all that it started. */
export function stopAll() {
  for (const child of running) killTree(child);
}

function runToEnd(command, parameters) {
  return new Promise((resolve) => {
    const env = { ...process.env, PYTHONPATH: root, OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1' };
    // A process group of its own, so that a hanging test is killed together with its servers and children.
    const child = spawn(command, parameters, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
    running.add(child);
    let output = '';
    let late = false;
    const keep = (chunk) => {
      output = (output + chunk).slice(-200_000);
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    const limit = setTimeout(() => {
      late = true;
      killTree(child);
    }, secondsAllowed * 1000);
    const finish = (ending) => {
      clearTimeout(limit);
      running.delete(child);
      resolve({ ending, output });
    };
    child.on('error', (error) => finish(`could not start: ${error.message}`));
    child.on('exit', (code, signal) => {
      // What a test left running would hold our pipes open.
      killTree(child);
      child.stdout.destroy();
      child.stderr.destroy();
      if (late) finish(`did not end within ${secondsAllowed} s`);
      else finish(code === 0 ? '' : signal === null ? `ended with exit code ${code}` : `was killed by ${signal}`);
    });
  });
}

function killTree(child) {
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    // Nothing of the group is left.
  }
}

function wholeResult(job, ending, output) {
  return ending === '' ? { passed: 1, failures: [] } : { passed: 0, failures: [{ name: job.name, detail: output || ending }] };
}

function readReport(path) {
  const lines = existsSync(path) ? readFileSync(path, 'utf8').split('\n') : [];
  return lines.filter((line) => line.endsWith('}')).map((line) => JSON.parse(line));
}

function count(entries, ending) {
  const failures = entries.filter(({ kind }) => kind === 'fail');
  const skips = entries.filter(({ kind }) => kind === 'skip').map(({ detail }) => detail);
  const passed = entries.filter(({ kind }) => kind === 'pass').length;
  const ended = entries.some(({ kind }) => kind === 'end');
  const problem = ended ? (failures.length === 0 ? ending : '') : (ending || 'ended before its tests did') + lastOf(entries);
  const empty = passed + failures.length + skips.length === 0 ? 'holds no test' : '';
  if (problem || empty) failures.push({ name: 'the whole file', detail: problem || empty });
  return { passed, failures, skips };
}

/** Where to look when a file did not come to its end. */
function lastOf(entries) {
  return entries.length === 0 ? '' : `; the last test that did: ${entries.at(-1).name}`;
}
