// The PostgreSQL that comes with focus: its cluster lies in dataFolder/postgres, it listens on 127.0.0.1 only, and it is a
// process of its own that outlives whoever started it (a killed `npm start` leaves it running; the next one attaches).
// PostgreSQL's own lock (postmaster.pid) decides between two starts at once: the second attaches to the first.

import { mkdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { FocusError } from '../errors.ts';
import { databaseUser, lastLine, makeCluster, readPassword, startFailed } from './cluster.ts';
import { connectionOptions } from './connection.ts';
import { folderError } from './folder-error.ts';
import { findPostgres, type PostgresBinaries } from './postgres-binaries.ts';
import { freePort, launch, rotateLog, startPatience } from './postgres-launch.ts';
import { type PostgresUser, postgresUser } from './postgres-user.ts';
import { isServing, livingPostmaster, readPostmaster } from './postmaster.ts';

export interface RunningPostgres {
  url: string;
  pid: number;
  /** It was running already. */
  attached: boolean;
  /** Fast shutdown: open transactions are rolled back, connections closed, everything is on the disk. */
  stop(): Promise<void>;
}

const stopPatience = 20_000;

/**
 * Starts the database of the data folder, or attaches to it where it runs already.
 * @throws FocusError `data-folder-not-writable`, `data-folder-closed`, `data-folder-path-too-long`, `disk-full`,
 * `database-start-failed`, `database-user-missing`, `database-not-for-this-platform`.
 */
export async function startPostgres(dataFolder: string): Promise<RunningPostgres> {
  const folder = resolve(dataFolder);
  const cluster = join(folder, 'postgres');
  // PostgreSQL cuts paths at 1024 bytes, its own names within the folder included.
  if (Buffer.byteLength(cluster) > 900) {
    throw new FocusError({
      code: 'data-folder-path-too-long',
      message: `The path of the data folder has ${Buffer.byteLength(folder)} bytes; PostgreSQL takes 890.`,
      status: 500,
      hint: 'Set FOCUS_DATA_DIR to a folder with a shorter path.',
    });
  }
  const user = await postgresUser();
  let password: string;
  try {
    // Under root the database is another user, who may pass through but not look around.
    await mkdir(folder, { recursive: true, mode: user === null ? 0o700 : 0o711 });
    password = await readPassword(folder);
  } catch (error) {
    throw folderError(folder, error);
  }
  const running = await attach(cluster, password);
  if (running !== null) return running;
  const binaries = await findPostgres(user);
  try {
    await makeCluster(folder, cluster, password, binaries, user);
  } catch (error) {
    throw folderError(folder, error);
  }
  return start(folder, cluster, password, binaries, user);
}

async function attach(cluster: string, password: string): Promise<RunningPostgres | null> {
  const deadline = Date.now() + startPatience;
  for (;;) {
    const found = await livingPostmaster(cluster);
    if (found === null) return null;
    if (found.status === 'ready') {
      const url = urlOf(found.port, password);
      if (await answers(url)) return running(cluster, found.pid, url, true);
    }
    if (Date.now() > deadline) throw startFailed(`process ${found.pid} has the folder but does not answer (${found.status})`);
    await sleep(50);
  }
}

async function start(
  folder: string,
  cluster: string,
  password: string,
  binaries: PostgresBinaries,
  user: PostgresUser | null,
): Promise<RunningPostgres> {
  const logFile = join(folder, 'postgres.log');
  for (let attempt = 1; ; attempt++) {
    const logBefore = await rotateLog(logFile);
    const port = await freePort();
    const ended = await launch(binaries.postgres, cluster, port, logFile, user, async () => {
      const found = await readPostmaster(cluster);
      return found?.status === 'ready' && (await answers(urlOf(found.port, password)));
    });
    // Whoever won the race for the folder: it is this database.
    const found = await attach(cluster, password);
    if (found !== null) return { ...found, attached: ended !== null };
    const line = lastLine((await readFile(logFile, 'utf8')).slice(logBefore)) || `postgres ended with ${ended}`;
    // The port went to someone else in between; or a killed server's helpers have not all noticed yet.
    const passing = /could not bind|Address already in use|could not create any TCP|shared memory block|lock file .* already exists/.test(line);
    if (!passing || attempt >= 20) throw startFailed(line, logFile);
    await sleep(attempt * 50);
  }
}

function running(cluster: string, pid: number, url: string, attached: boolean): RunningPostgres {
  return { url, pid, attached, stop: () => stop(cluster, pid) };
}

async function stop(cluster: string, pid: number): Promise<void> {
  // SIGINT is the fast shutdown. SIGQUIT drops everything; the next start recovers from the log, nothing committed is lost.
  for (const signal of ['SIGINT', 'SIGQUIT'] as const) {
    const deadline = Date.now() + stopPatience;
    if (!(await isServing(cluster, pid))) return;
    try {
      process.kill(pid, signal);
    } catch {
      return;
    }
    while (Date.now() < deadline) {
      if (!(await isServing(cluster, pid))) return;
      await sleep(20);
    }
  }
  throw startFailed(`process ${pid} did not stop`);
}

async function answers(url: string): Promise<boolean> {
  const client = new Client(connectionOptions(url));
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('SELECT 1');
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

function urlOf(port: number, password: string): string {
  return `postgresql://${databaseUser}:${password}@127.0.0.1:${port}/postgres`;
}
