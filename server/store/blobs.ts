// Pictures as files named by what is in them: dataFolder/blobs/ab/cdef… (sha256). A file appears under its name only when
// all of it is on the disk, so a reader never sees half of one, and the same bytes are kept once.

import { randomUUID, webcrypto } from 'node:crypto';
import { mkdir, open, readFile, rename, stat, unlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { FocusError } from '../errors.ts';
import { folderError } from './folder-error.ts';

export interface BlobStore {
  /**
   * Keeps the bytes and gives their sha256; they are on the disk when this resolves.
   * @throws FocusError `disk-full`, `data-folder-not-writable`.
   */
  put(bytes: Uint8Array): Promise<string>;
  /** @throws FocusError `blob-missing`. */
  get(sha256: string): Promise<Uint8Array>;
}

/** The part of node:fs/promises that writes; tests put a failing disk in its place. */
export interface BlobFiles {
  mkdir: typeof mkdir;
  open: typeof open;
  rename: typeof rename;
}

/** @throws FocusError `disk-full`, `data-folder-not-writable`. */
export async function openBlobs(dataFolder: string, files: BlobFiles = { mkdir, open, rename }): Promise<BlobStore> {
  const root = join(dataFolder, 'blobs');
  const incoming = join(root, 'incoming');
  try {
    // Closed to others: the data folder itself may have to be passable (see embedded-postgres.ts).
    await files.mkdir(incoming, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw folderError(root, error);
  }

  const pathOf = (sha256: string): string => join(root, sha256.slice(0, 2), sha256.slice(2));

  return {
    async put(bytes) {
      const sha256 = await sumOf(bytes);
      const path = pathOf(sha256);
      if ((await sizeOf(path)) === bytes.length) return sha256;
      const temporary = join(incoming, randomUUID());
      try {
        await files.mkdir(dirname(path), { recursive: true });
        await writeThrough(files, temporary, bytes);
        await files.rename(temporary, path);
        // The names too have to be on the disk: of the file, and of its folder where that is new.
        await syncFolder(files, dirname(path));
        await syncFolder(files, root);
      } catch (error) {
        await unlink(temporary).catch(() => undefined);
        throw folderError(root, error);
      }
      return sha256;
    },

    async get(sha256) {
      if (!/^[0-9a-f]{64}$/.test(sha256)) throw missing(sha256, 'is not the name of one');
      try {
        return await readFile(pathOf(sha256));
      } catch (error) {
        throw missing(sha256, 'is not in the data folder', error);
      }
    },
  };
}

/** In another thread: of a hundred megabytes it takes a third of a second. */
async function sumOf(bytes: Uint8Array): Promise<string> {
  return Buffer.from(await webcrypto.subtle.digest('SHA-256', bytes as Uint8Array<ArrayBuffer>)).toString('hex');
}

async function writeThrough(files: BlobFiles, path: string, bytes: Uint8Array): Promise<void> {
  const file = await files.open(path, 'wx', 0o600);
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}

async function syncFolder(files: BlobFiles, path: string): Promise<void> {
  // Windows cannot open a folder and writes names through by itself.
  if (process.platform === 'win32') return;
  const folder = await files.open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

async function sizeOf(path: string): Promise<number | null> {
  try {
    return (await stat(path)).size;
  } catch {
    return null;
  }
}

function missing(sha256: string, what: string, cause?: unknown): FocusError {
  return new FocusError({
    code: 'blob-missing',
    message: `The picture file ${sha256.slice(0, 12)} ${what}.`,
    status: 410,
    hint: 'Restore the folder "blobs" of the data folder from a backup, or upload the picture again.',
    cause,
  });
}
