// One focus a data folder: who runs on it stands in running.json, and a second one is told where the first is.

import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Instance {
  pid: number;
  /** Where the page is; empty while it starts. */
  address: string;
  /** Started for clients that come and go: the last of them ends it (shared-product.ts). */
  forUsers?: boolean;
}

const fileIn = (dataFolder: string) => join(dataFolder, 'running.json');

/** Takes the folder for this process, or gives the living one that has it. A file left by a killed run is overwritten. */
export function takeInstance(dataFolder: string): Instance | null {
  const file = fileIn(dataFolder);
  for (;;) {
    try {
      writeFileSync(file, JSON.stringify({ pid: process.pid, address: '' }), { flag: 'wx' });
      return null;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      const other = readInstance(file);
      if (other !== null && isFocus(other.pid)) return other;
      rmSync(file, { force: true });
    }
  }
}

export function announceInstance(dataFolder: string, address: string): void {
  const forUsers = process.env.FOCUS_FOR_USERS === '1';
  writeFileSync(fileIn(dataFolder), JSON.stringify({ pid: process.pid, address, ...(forUsers ? { forUsers } : {}) }));
}

export function releaseInstance(dataFolder: string): void {
  rmSync(fileIn(dataFolder), { force: true });
}

/** The focus that has the folder, or null. */
export function livingInstance(dataFolder: string): Instance | null {
  const instance = readInstance(fileIn(dataFolder));
  return instance !== null && isFocus(instance.pid) ? instance : null;
}

function readInstance(file: string): Instance | null {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Instance;
  } catch {
    return null;
  }
}

/** A process with that number that is ours: numbers are given out again after a restart of the machine. */
function isFocus(pid: number): boolean {
  if (pid === process.pid) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  try {
    const [state] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1];
    return state !== 'Z' && /server[\\/]start[\\/]main\.ts/.test(readFileSync(`/proc/${pid}/cmdline`, 'utf8'));
  } catch {
    return process.platform !== 'linux';
  }
}
