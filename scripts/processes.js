import { spawn } from 'node:child_process';

/** Runs a program to its end and gives its exit code and all it printed. A program that cannot start has code 127. */
export function runQuietly(command, parameters, options = {}) {
  return new Promise((resolve) => {
    let output = '';
    const child = spawn(command, parameters, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    const stop = (signal) => child.kill(signal);
    const keep = (chunk) => {
      output += chunk;
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    const finish = (code) => {
      process.removeListener('SIGTERM', stop).removeListener('SIGINT', stop);
      resolve({ code, output });
    };
    child.on('error', (error) => {
      output += String(error);
      finish(127);
    });
    child.on('close', (code, signal) => {
      finish(code ?? 1);
      // Whoever stops the set-up stops all of it, not only this step.
      if (signal === 'SIGINT' || signal === 'SIGTERM') process.kill(process.pid, signal);
    });
    process.once('SIGTERM', stop).once('SIGINT', stop);
  });
}
