// What went wrong with a file or folder below the data folder, said plainly.

import { FocusError } from '../errors.ts';

/** A FocusError for a failed file operation: `disk-full` 507, else `data-folder-not-writable` 500. */
export function folderError(path: string, error: unknown): FocusError {
  if (FocusError.isInstance(error)) return error;
  const code = (error as NodeJS.ErrnoException).code ?? String(error);
  if (code === 'ENOSPC' || code === 'EDQUOT') return diskFull(`nothing more can be written below ${path}`, error);
  return new FocusError({
    code: 'data-folder-not-writable',
    message: `The data folder cannot be used: ${path} (${reasons[code] ?? code}).`,
    status: 500,
    hint: 'Make it writable for the user that runs focus, or set FOCUS_DATA_DIR to another folder.',
    cause: error,
  });
}

export function diskFull(what: string, cause: unknown): FocusError {
  return new FocusError({
    code: 'disk-full',
    message: `The disk is full: ${what}.`,
    status: 507,
    hint: 'Free some space and try again; what was saved before is untouched.',
    cause,
  });
}

const reasons: Record<string, string> = {
  EACCES: 'permission denied',
  EPERM: 'not permitted',
  EROFS: 'the file system is read-only',
  ENOTDIR: 'a part of the path is a file',
  ENOENT: 'it does not exist and cannot be made',
  ENAMETOOLONG: 'the path is too long',
};
