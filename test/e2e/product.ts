// The product as a person starts it: `npm start` in a process of its own, on its own data folder and a free port.

import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..', '..');

export interface RunningProduct {
  address: string;
  dataFolder: string;
  /** What it said on stderr so far. */
  said(): string;
  process: ChildProcess;
  /** From the command to the printed address, seconds. */
  seconds: number;
  /** Ctrl-C. Resolves with the exit code. */
  stop(): Promise<number | null>;
  /** SIGKILL of the starting process alone. */
  kill(): Promise<void>;
}

export function temporaryFolder(): { path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'focus-e2e-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true, maxRetries: 5 }) };
}

/** Rejects with what was said when it ends before it serves. */
export function startProduct(dataFolder: string, environment: Record<string, string> = {}): Promise<RunningProduct> {
  const { DATABASE_URL: _, INIT_CWD: __, ...inherited } = process.env;
  const began = performance.now();
  const child = spawn(process.execPath, ['scripts/run.js', 'start'], {
    cwd: root,
    env: { ...inherited, PORT: '0', FOCUS_DEVICE: 'cpu', FOCUS_DATA_DIR: dataFolder, ...environment },
  });
  let [out, said] = ['', ''];
  child.stderr.on('data', (chunk) => (said += chunk));
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  return new Promise((resolve, reject) => {
    child.on('close', (code) => reject(new Error(`npm start ended with ${code}:\n${said}`)));
    child.stdout.on('data', (chunk) => {
      out += chunk;
      const [address] = /http:\/\/\S+\n/.exec(out) ?? [];
      if (address === undefined) return;
      resolve({
        address: address.trim(),
        dataFolder,
        said: () => said,
        process: child,
        seconds: (performance.now() - began) / 1000,
        stop: () => (child.kill('SIGINT'), ended),
        kill: async () => void (child.kill('SIGKILL'), await ended),
      });
    });
  });
}
