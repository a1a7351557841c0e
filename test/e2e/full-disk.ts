// Loaded into a process before anything else (node --import): as long as the file named by FOCUS_TEST_FULL_DISK is there, pictures
// cannot be written, as on a disk without space. The database's own writes are PostgreSQL's; `fullDatabase` is for those.

import { existsSync } from 'node:fs';
import files from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';

const sign = process.env.FOCUS_TEST_FULL_DISK;
const { open } = files;

files.open = async (path, flags, mode) => {
  const file = await open(path, flags, mode);
  if (sign === undefined || !existsSync(sign) || !String(path).includes('incoming')) return file;
  file.writeFile = async () => {
    throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC', errno: -28, syscall: 'write' });
  };
  return file;
};
syncBuiltinESMExports();
