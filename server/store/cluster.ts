// Makes the folder of a PostgreSQL cluster: all of it or nothing, also when killed halfway or when two do it at once.

import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { access, chown, link, mkdir, open, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { FocusError } from '../errors.ts';
import type { PostgresBinaries } from './postgres-binaries.ts';
import { passFiles, type PostgresUser } from './postgres-user.ts';

export const databaseUser = 'focus';

/** The password of the database: made once, readable by the owner of the data folder only. */
export async function readPassword(dataFolder: string): Promise<string> {
  const path = join(dataFolder, 'postgres-password');
  const temporary = `${path}.${randomBytes(6).toString('hex')}`;
  try {
    return (await readFile(path, 'utf8')).trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  await writeFile(temporary, `${randomBytes(24).toString('hex')}\n`, { mode: 0o600 });
  // The first one wins; who comes second reads that one.
  await link(temporary, path).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
  await rm(temporary);
  return (await readFile(path, 'utf8')).trim();
}

/** Runs initdb beside the final place and moves the result there, unless a cluster is there already. */
export async function makeCluster(
  dataFolder: string,
  cluster: string,
  password: string,
  binaries: PostgresBinaries,
  user: PostgresUser | null,
): Promise<void> {
  if (await exists(join(cluster, 'PG_VERSION'))) return;
  const draft = `${cluster}.new-${process.pid}-${randomBytes(3).toString('hex')}`;
  const passwordFile = `${draft}.password`;
  try {
    await mkdir(draft, { mode: 0o700 });
    await writeFile(passwordFile, `${password}\n`, { mode: 0o600 });
    if (user !== null) for (const path of [draft, passwordFile]) await chown(path, user.uid, user.gid);
    await runInitdb(binaries.initdb, draft, passwordFile, user);
    await rename(draft, cluster).catch(async (error) => {
      if (!(await exists(join(cluster, 'PG_VERSION')))) throw error;
    });
    if (process.platform !== 'win32') {
      const folder = await open(dataFolder, 'r');
      await folder.sync().finally(() => folder.close());
    }
  } finally {
    await rm(draft, { recursive: true, force: true });
    await rm(passwordFile, { force: true });
  }
}

async function runInitdb(initdb: string, folder: string, passwordFile: string, user: PostgresUser | null): Promise<void> {
  const { names, handles } = await passFiles([folder, passwordFile], user);
  const child = spawn(
    initdb,
    [
      `--pgdata=${names[0]}`,
      `--username=${databaseUser}`,
      `--pwfile=${names[1]}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      // The same order and case rules on every machine, whatever languages it has.
      '--locale=C',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
    ],
    { ...user, cwd: '/', env: cleanEnvironment(), stdio: ['ignore', 'pipe', 'pipe', ...handles.map(({ fd }) => fd)] },
  );
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (output += chunk));
  const code = await new Promise<number | string>((resolve) => {
    child.on('error', (error) => resolve(error.message));
    child.on('close', (status, signal) => resolve(status ?? signal ?? 'killed'));
  });
  for (const handle of handles) await handle.close();
  if (code !== 0) throw startFailed(lastLine(output) || `initdb ended with ${code}`);
}

/** Without the settings of another PostgreSQL or another language. */
export function cleanEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !/^(PG|LANG|LC_)/.test(name));
  return { ...(Object.fromEntries(kept) as NodeJS.ProcessEnv), LC_ALL: 'C', TZ: 'UTC' };
}

/** The line that says why: the last complaint, else the last line. */
export function lastLine(log: string): string {
  const lines = log.split('\n').map((line) => line.trim()).filter((line) => line !== '');
  return lines.findLast((line) => /\b(FATAL|PANIC|error):/.test(line)) ?? lines.at(-1) ?? '';
}

export function startFailed(line: string, logFile?: string): FocusError {
  return new FocusError({
    code: 'database-start-failed',
    message: `The database did not start: ${line.replace(/[.]?$/, '.')}`,
    status: 500,
    hint: `${logFile === undefined ? '' : `More is in ${logFile}. `}Set DATABASE_URL to use another PostgreSQL, or FOCUS_DATA_DIR for a new data folder.`,
  });
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(() => true, () => false);
}
