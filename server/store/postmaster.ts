// The running server of a cluster, known by the file postmaster.pid that PostgreSQL keeps in its folder.

import { execFile } from 'node:child_process';
import { readFile, readlink, realpath, rename, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

export interface Postmaster {
  pid: number;
  port: number;
  /** starting | ready | stopping; PostgreSQL writes it as the last line. */
  status: string;
}

/** What postmaster.pid says, whether or not it is still true; null when there is no file (or half of one). */
export async function readPostmaster(cluster: string): Promise<Postmaster | null> {
  const text = await readFile(join(cluster, 'postmaster.pid'), 'utf8').catch(() => '');
  // pid, folder, start time, port, socket folder, address, shared memory, status
  const lines = text.split('\n').map((line) => line.trim());
  const pid = Number(lines[0]);
  if (!Number.isInteger(pid) || pid <= 0) return null;
  return { pid, port: Number(lines[3] ?? 0), status: lines[7] ?? 'starting' };
}

/** Whether that process lives and is the server of this folder: after a crash its number may be someone else's. */
export async function isServing(cluster: string, pid: number): Promise<boolean> {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  if (process.platform === 'linux') {
    // PostgreSQL works in its folder; a zombie works nowhere.
    const folder = await readlink(`/proc/${pid}/cwd`).catch(() => '');
    return folder === (await realpath(cluster).catch(() => cluster));
  }
  if (process.platform === 'win32') return true;
  const listed = await promisify(execFile)('ps', ['-p', String(pid), '-o', 'command=']).catch(() => ({ stdout: '' }));
  return listed.stdout.includes(cluster);
}

/** The living server of the folder, or null. A pid file that a dead one left is taken away. */
export async function livingPostmaster(cluster: string): Promise<Postmaster | null> {
  const found = await readPostmaster(cluster);
  if (found === null) return null;
  if (await isServing(cluster, found.pid)) return found;
  await removeStale(cluster, found.pid);
  return null;
}

/** Moved aside and looked at before it is deleted: between look and deletion another start may have written a new one. */
async function removeStale(cluster: string, pid: number): Promise<void> {
  const path = join(cluster, 'postmaster.pid');
  const aside = `${path}.stale-${process.pid}`;
  try {
    await rename(path, aside);
    const moved = Number((await readFile(aside, 'utf8')).split('\n')[0]);
    if (moved === pid) await unlink(aside);
    else await rename(aside, path);
  } catch {
    // Someone else took it away.
  }
}
