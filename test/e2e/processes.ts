// The processes of a running product, found by its data folder, to be killed one by one or all at once.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Linux alone can tell. */
export const noProcessTable = process.platform === 'linux' ? false : 'processes are looked up in /proc, which only Linux has';

/** Numbers of all processes that were started for the folder, PostgreSQL's postmaster among them. */
export function processesOf(dataFolder: string): number[] {
  const found = readdirSync('/proc').filter((name) => /^\d+$/.test(name)).map(Number).filter((pid) => pid !== process.pid && belongs(pid, dataFolder));
  return found;
}

export function workerOf(dataFolder: string): number | undefined {
  return processesOf(dataFolder).find((pid) => commandOf(pid).includes('server/worker/main.ts'));
}

export function killAll(pids: readonly number[]): void {
  for (const pid of pids) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // it was gone already
    }
  }
}

export function postmasterOf(dataFolder: string): number | undefined {
  try {
    return Number(readFileSync(join(dataFolder, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0]);
  } catch {
    return undefined;
  }
}

function belongs(pid: number, dataFolder: string): boolean {
  try {
    if (readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].startsWith('Z')) return false;
    return commandOf(pid).includes(dataFolder) || readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0').includes(`FOCUS_DATA_DIR=${dataFolder}`);
  } catch {
    return false;
  }
}

function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').join(' ');
  } catch {
    return '';
  }
}
