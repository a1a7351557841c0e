// The running focus that MCP clients on this machine share: the one of `npm start`, or one that the first of them starts and the
// last of them stops. Who uses it stands as files named by process in dataFolder/users.

import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, openSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { FocusError } from '../errors.ts';
import { startPostgres } from '../store/embedded-postgres.ts';
import { livingInstance } from './instance.ts';
import type { Settings } from './settings.ts';

export interface SharedProduct {
  databaseUrl: string;
  /** Where the page is now; null while none runs. */
  page(): string | null;
  leave(): Promise<void>;
}

/** Milliseconds until it has to serve: a first start builds the page and makes a database. */
const patience = 300_000;
const root = join(import.meta.dirname, '..', '..');

/** @throws FocusError `product-not-started` with what it said last. */
export async function joinProduct(settings: Settings, say: (line: string) => void): Promise<SharedProduct> {
  const { dataFolder } = settings;
  const users = join(dataFolder, 'users');
  mkdirSync(users, { recursive: true });
  const mine = join(users, String(process.pid));
  writeFileSync(mine, '');
  process.once('exit', () => rmSync(mine, { force: true }));
  const before = livingInstance(dataFolder);
  const address = before?.address || (await startOrAwait(settings, before === null, say));
  say(`the page is at ${address}`);
  const databaseUrl = settings.databaseUrl ?? (await startPostgres(dataFolder)).url;
  return {
    databaseUrl,
    page: () => livingInstance(dataFolder)?.address || null,
    async leave() {
      rmSync(mine, { force: true });
      const others = readdirSync(users).map(Number).filter(isAlive);
      const instance = livingInstance(dataFolder);
      if (others.length > 0 || instance?.forUsers !== true) return;
      process.kill(instance.pid, 'SIGTERM');
    },
  };
}

async function startOrAwait(settings: Settings, start: boolean, say: (line: string) => void): Promise<string> {
  const { dataFolder } = settings;
  const log = join(dataFolder, 'focus.log');
  let child: ChildProcess | null = null;
  if (start) {
    say('starting focus …');
    const port = process.env.PORT ?? ((await isFree(3000)) ? '3000' : '0');
    const file = openSync(log, 'w', 0o600);
    // It outlives this process where others use it, so it has a group and a log of its own.
    child = spawn(process.execPath, [join(root, 'scripts', 'run.js'), 'start'], {
      cwd: root, env: { ...process.env, PORT: port, FOCUS_DATA_DIR: dataFolder, FOCUS_FOR_USERS: '1' }, stdio: ['ignore', file, file], detached: true,
    });
    child.unref();
  }
  const until = Date.now() + patience;
  while (Date.now() < until) {
    const address = livingInstance(dataFolder)?.address;
    if (address) return address;
    // Another one may have been quicker; then its instance is the one to wait for.
    if (child?.exitCode != null && livingInstance(dataFolder) === null) break;
    await sleep(100);
  }
  throw new FocusError({ code: 'product-not-started', message: `focus did not start: ${lastLine(log)}`, status: 500, hint: `The log is ${log}.` });
}

function lastLine(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim().split('\n').at(-1) ?? '';
  } catch {
    return 'it said nothing';
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer().once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}
