// A worker as its supervisor starts it.

import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const main = fileURLToPath(new URL('../../../server/worker/main.ts', import.meta.url));

export interface StartedWorker {
  child: ChildProcess;
  /** What it told its parent first. */
  message: { type: 'ready'; workerId: string; address: string; probe: { provider: string } } | { type: 'failed'; error: { code: string; message: string } };
  /** What it wrote on the error stream. */
  errors(): string;
  /** Exit code and signal. */
  exited: Promise<[number | null, NodeJS.Signals | null]>;
}

export async function startWorkerProcess(settings: Record<string, string>): Promise<StartedWorker> {
  const child = fork(main, { env: { ...process.env, FOCUS_DEVICE: 'cpu', ...settings }, stdio: ['ignore', 'inherit', 'pipe', 'ipc'] });
  let written = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => { written += text; });
  const exited = once(child, 'exit') as StartedWorker['exited'];
  const died = exited.then(([code]) => { throw new Error(`The worker died at start (${code}): ${written}`); });
  died.catch(() => undefined);
  const [message] = (await Promise.race([once(child, 'message'), died])) as [StartedWorker['message']];
  return { child, message, errors: () => written, exited };
}
