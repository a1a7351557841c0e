// PostgreSQL refuses to run as root. When focus does, the database runs as the system user `postgres`, which is made when
// there is none.

import { execFile } from 'node:child_process';
import { type FileHandle, open, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import { FocusError } from '../errors.ts';

const run = promisify(execFile);

export interface PostgresUser {
  uid: number;
  gid: number;
}

/** The user that the database runs as, or null for the one that runs this process. */
export async function postgresUser(): Promise<PostgresUser | null> {
  if (process.getuid?.() !== 0) return null;
  const found = await lookUp();
  if (found !== null) return found;
  try {
    await run('useradd', ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', 'postgres']);
  } catch (error) {
    // Someone else may just have made it.
    const made = await lookUp();
    if (made !== null) return made;
    throw new FocusError({
      code: 'database-user-missing',
      message: 'PostgreSQL does not run as root, and the system user "postgres" could not be made.',
      status: 500,
      hint: 'Run focus as a normal user, or make a user named postgres first.',
      cause: error,
    });
  }
  return (await lookUp()) as PostgresUser;
}

async function lookUp(): Promise<PostgresUser | null> {
  try {
    const [uid, gid] = await Promise.all(['-u', '-g'].map((flag) => run('id', [flag, 'postgres'])));
    return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
  } catch {
    return null;
  }
}

/** Names under which a program that runs as the user finds files, and the open files it has to be given as 3, 4, …. */
export interface PassedFiles {
  names: string[];
  handles: FileHandle[];
}

/**
 * Makes files and folders of root's reachable for the user. Where a folder above them is closed (a clone in /root, a
 * data folder in a private one), they are handed over as open files: /proc/self/fd/3 leads to the folder itself, and
 * only its own permissions count.
 * @throws FocusError `data-folder-closed` where the system has no such way.
 */
export async function passFiles(paths: string[], user: PostgresUser | null): Promise<PassedFiles> {
  const closed = user === null ? null : await closedFolder(dirname(paths[0]), user);
  if (closed === null) return { names: paths, handles: [] };
  if (process.platform !== 'linux') {
    throw new FocusError({
      code: 'data-folder-closed',
      message: `The user "postgres", as which the database runs under root, may not pass through ${closed}.`,
      status: 500,
      hint: 'Run focus as a normal user, or set FOCUS_DATA_DIR to a folder that is open to others.',
    });
  }
  const handles = await Promise.all(paths.map((path) => open(path, 'r')));
  return { names: paths.map((_, index) => `/proc/self/fd/${3 + index}`), handles };
}

/** The innermost folder on the way to `path` that the user may not pass through, or null. */
export async function closedFolder(path: string, { uid, gid }: PostgresUser): Promise<string | null> {
  for (let folder = path; ; folder = dirname(folder)) {
    const about = await stat(folder);
    const bit = about.uid === uid ? 0o100 : about.gid === gid ? 0o010 : 0o001;
    if ((about.mode & bit) === 0) return folder;
    if (dirname(folder) === folder) return null;
  }
}
