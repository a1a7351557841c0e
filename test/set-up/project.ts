// A small copy of the project in a temporary folder: the real scripts around programs made for a test.

import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after } from 'node:test';

const real = join(import.meta.dirname, '..', '..');

export interface Ended {
  code: number | null;
  signal: NodeJS.Signals | null;
  out: string;
  error: string;
}

/** A folder with scripts/, package.json, package-lock.json and the given files; removed after the tests. */
export function project(files: Record<string, string>, { installed = true } = {}): string {
  const folder = mkdtempSync(join(tmpdir(), 'focus-project-'));
  after(() => rmSync(folder, { recursive: true, force: true }));
  for (const name of ['scripts', 'package.json', 'package-lock.json', '.npmrc']) {
    cpSync(join(real, name), join(folder, name), { recursive: true });
  }
  if (installed) symlinkSync(join(real, 'node_modules'), join(folder, 'node_modules'));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

/** Runs node scripts/run.js in the folder; `started` is called with the process once it prints something. */
export function run(
  folder: string,
  parameters: readonly string[],
  environment: Record<string, string> = {},
  started: (kill: (signal: NodeJS.Signals) => void) => void = () => {},
): Promise<Ended> {
  const { INIT_CWD: _, NODE_OPTIONS: __, ...inherited } = process.env;
  const env = { ...inherited, ...environment };
  const child = spawn(process.execPath, ['scripts/run.js', ...parameters], { cwd: folder, env });
  return new Promise((resolve) => {
    let [out, error] = ['', ''];
    child.stdout.on('data', (chunk) => {
      if (out === '') started((signal) => child.kill(signal));
      out += chunk;
    });
    child.stderr.on('data', (chunk) => {
      error += chunk;
    });
    child.on('close', (code, signal) => resolve({ code, signal, out, error }));
  });
}
