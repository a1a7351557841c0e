// Files of this machine, for agents that run on it (stdio). Only what lies in an allowed folder is touched, links followed
// to where they really lead.

import { constants, mkdir, readFile, realpath, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { InputError } from '../errors.ts';

export interface LocalFiles {
  /** The bytes of a file. @throws InputError `path-outside`, `path-unknown`, `file-too-large`. */
  read(path: string, cap: number): Promise<Uint8Array>;
  /** Writes a new file, or over an old one. Gives its full path. @throws InputError `path-outside`, `path-not-writable`. */
  write(path: string, bytes: Uint8Array): Promise<string>;
}

/** `roots`: folders that may be used; `start`: where relative paths begin. */
export function localFiles(roots: readonly string[], start: string): LocalFiles {
  const absolute = (path: string) => (isAbsolute(path) ? path : resolve(start, path));
  const check = async (real: string, given: string) => {
    for (const root of roots) if (isInside(await realpath(root).catch(() => resolve(root)), real)) return;
    throw new InputError({
      code: 'path-outside',
      message: `${given.slice(0, 200)} lies outside of the folders that may be used.`,
      status: 403,
      hint: `Use a path in ${roots.join(' or ')}; FOCUS_ROOTS allows others.`,
    });
  };
  return {
    async read(path, cap) {
      const full = absolute(path);
      const real = await realpath(full).catch(() => null);
      // Outside of the folders it is not even said whether the file is there.
      await check(real ?? full, path);
      const status = real === null ? null : await stat(real);
      if (status !== null && status.size > cap) {
        throw new InputError({ code: 'file-too-large', message: `The file is larger than ${cap / 1024 / 1024} MiB, the most that is read.`, status: 413, hint: 'Save it smaller or with stronger compression.' });
      }
      if (real !== null && status?.isFile()) return readFile(real);
      throw new InputError({ code: 'path-unknown', message: `There is no file ${path.slice(0, 200)}.`, status: 404, hint: 'Check the path; relative ones begin in the folder the client was started in.' });
    },
    async write(path, bytes) {
      const full = absolute(path);
      try {
        // The folder that is really written to has to be inside before anything is made there.
        await check(await realOf(dirname(full)), path);
        await mkdir(dirname(full), { recursive: true });
        const folder = await realpath(dirname(full));
        await check(folder, path);
        const file = join(folder, basename(full));
        const real = await realpath(file).catch(() => file);
        await check(real, path);
        // A link that leads to no file yet would have it made wherever it points.
        await writeFile(real, bytes, { flag: constants.O_WRONLY | constants.O_CREAT | constants.O_TRUNC | (constants.O_NOFOLLOW ?? 0) });
        return file;
      } catch (cause) {
        if (cause instanceof InputError) throw cause;
        const why = (cause as NodeJS.ErrnoException).code ?? String(cause);
        throw new InputError({ code: 'path-not-writable', message: `${path.slice(0, 200)} cannot be written (${why}).`, hint: 'Give the path of a file in a folder that can be written.', cause });
      }
    },
  };
}

/** The real path of a folder that may not be there yet, as far as it is there. */
async function realOf(folder: string): Promise<string> {
  const real = await realpath(folder).catch(() => null);
  if (real !== null) return real;
  const parent = dirname(folder);
  return parent === folder ? folder : join(await realOf(parent), basename(folder));
}

function isInside(root: string, path: string): boolean {
  const way = relative(root, path);
  return way === '' || (way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way));
}
