import { spawn } from 'node:child_process';
import { delimiter, dirname, join } from 'node:path';
import { root } from './say.js';

/**
 * Ends the set-up by becoming the program: same terminal, same signals, its exit code. `runtime` is put first on the
 * path, so that "node" means the same everywhere below.
 */
export function handOver(program, parameters, runtime, environment = {}) {
  // npm goes to the project's folder; paths a person types are meant from where they typed them.
  if (process.cwd() === root && process.env.INIT_CWD) process.chdir(process.env.INIT_CWD);
  const path = [dirname(runtime), join(root, 'node_modules', '.bin'), process.env.PATH].join(delimiter);
  const env = { ...process.env, PATH: path, ...environment };
  // Replaces this process: nothing is left that could swallow a signal. Node 22 has it, Node 20 does not.
  if (typeof process.execve === 'function' && process.platform !== 'win32') {
    process.execve(program, [program, ...parameters], env);
  }
  return stayAround(program, parameters, env);
}

function stayAround(program, parameters, env) {
  return new Promise((_, reject) => {
    const child = spawn(program, parameters, { env, stdio: 'inherit' });
    const signals = ['SIGTERM', 'SIGHUP', 'SIGINT'];
    const pass = (signal) => {
      // Ctrl-C in a terminal reaches the child by itself; passing it on would count twice.
      if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
    };
    for (const signal of signals) process.on(signal, pass);
    child.on('error', reject);
    child.on('exit', (code, signal) => {
      for (const name of signals) process.removeListener(name, pass);
      if (signal === null) process.exit(code);
      process.kill(process.pid, signal);
    });
  });
}
