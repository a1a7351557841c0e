// npm test [-- PATTERN …]: the type check, all test/**/*.test.ts and all test/**/test_*.py, each file in a process of
// its own, a few at a time. Ends with one line, "N passed, N failed" (", N skipped" where some were), and exits with 1
// unless nothing failed. What cannot be counted (a file that crashes, hangs or ends early) is a failure.

import { availableParallelism } from 'node:os';
import { relative } from 'node:path';
import { findPython } from '../python.js';
import { root } from '../say.js';
import { collectJobs } from './jobs.js';
import { runJob, stopAll } from './run-job.js';

const patterns = process.argv.slice(2);
// FOCUS_PYTHON tells tests in TypeScript that start Python themselves which one, or "none".
const python = findPython(['torch', 'onnx', 'numpy']);
process.env.FOCUS_PYTHON = python ?? 'none';
process.chdir(root);

const jobs = collectJobs(python, patterns);
const atOnce = Number(process.env.FOCUS_TEST_JOBS) || Math.min(2, availableParallelism());
const results = [];

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => {
    stopAll();
    process.exit(130);
  });
}

async function work() {
  for (let job = jobs.shift(); job !== undefined; job = jobs.shift()) {
    const result = await runJob(job);
    results.push(result);
    show(job, result);
  }
}

function show(job, { passed, failures, skips, seconds, output }) {
  const mark = failures.length > 0 ? 'FAIL' : passed > 0 ? 'ok' : 'skip';
  const name = job.file === undefined ? job.name : relative(root, job.file);
  console.log(`${mark.padEnd(4)} ${String(passed).padStart(4)} ${`${seconds.toFixed(1)} s`.padStart(8)}  ${name}`);
  for (const { name: test, detail } of failures) console.log(`     FAIL ${test}\n${indent(detail)}`);
  for (const [reason, count] of counted(skips)) console.log(`     skipped ${count}: ${reason}`);
  if (failures.length > 0 && output.trim() !== '') console.log(`     printed:\n${indent(output.slice(-6000))}`);
}

function counted(reasons) {
  const counts = new Map();
  for (const reason of reasons) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  return counts;
}

function indent(text) {
  return text.trimEnd().replace(/^/gm, '       ');
}

if (jobs.length === 0) {
  console.log(`No test file matches ${patterns.join(' ')}.`);
  results.push({ passed: 0, failures: [{}], skips: [] });
}
await Promise.all(Array.from({ length: atOnce }, work));

const total = (count) => results.reduce((sum, result) => sum + count(result), 0);
const failed = total((result) => result.failures.length);
const skipped = total((result) => result.skips.length);
console.log(`${total((result) => result.passed)} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
process.exitCode = failed === 0 ? 0 : 1;
