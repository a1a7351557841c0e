// PostgreSQL refuses to run as root. When focus does, the database runs as the system user `postgres`, which is made when
// there is none and has to be able to pass through the folders above its own.

import { execFile } from 'node:child_process';
import { chmod, stat } from 'node:fs/promises';
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

/**
 * Opens the data folder itself for passing through (not for reading), and finds out whether the folders above do so.
 * @throws FocusError `data-folder-closed` which names the folder that does not.
 */
export async function openTheWay(dataFolder: string, user: PostgresUser): Promise<void> {
  const { mode } = await stat(dataFolder);
  if ((mode & 0o001) === 0) await chmod(dataFolder, mode | 0o011);
  const closed = await closedFolder(dataFolder, user);
  if (closed === null) return;
  throw new FocusError({
    code: 'data-folder-closed',
    message: `The user "postgres", as which the database runs under root, may not pass through ${closed}.`,
    status: 500,
    hint: `Set FOCUS_DATA_DIR to a folder such as /var/lib/focus, run focus as a normal user, or "chmod o+x ${closed}".`,
  });
}

/** The innermost folder on the way to `path` that the user may not pass through, or null. */
export async function closedFolder(path: string, { uid, gid }: PostgresUser): Promise<string | null> {
  for (let folder = path; ; folder = dirname(folder)) {
    const about = await stat(folder);
    const bit = about.uid === uid ? 0o100 : about.gid === gid ? 0o010 : 0o001;
    if (about.isDirectory() && (about.mode & bit) === 0) return folder;
    if (dirname(folder) === folder) return null;
  }
}
