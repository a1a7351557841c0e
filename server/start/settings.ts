// What `npm start` is told by environment variables.

import { accessSync, constants, existsSync, mkdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { FocusError } from '../errors.ts';

export interface Settings {
  /** 0 takes any free port. */
  port: number;
  /** Of a database that somebody else runs; left out, the embedded one is started. */
  databaseUrl?: string;
  dataFolder: string;
  device: string;
}

const devices = ['auto', 'cpu', 'webgpu', 'cuda'];
const projectFolder = join(import.meta.dirname, '..', '..');

/** @throws FocusError `port-unknown`, `device-unknown`, `database-url-unknown`, `data-folder-not-writable` */
export function readSettings(environment: NodeJS.Dict<string>): Settings {
  const { PORT = '3000', DATABASE_URL, FOCUS_DATA_DIR, FOCUS_DEVICE = 'auto' } = environment;
  if (!/^\d{1,5}$/.test(PORT) || Number(PORT) > 65_535) {
    throw new FocusError({ code: 'port-unknown', message: `PORT is "${PORT}".`, hint: 'Give a number from 1 to 65535: PORT=3001 npm start.' });
  }
  if (!devices.includes(FOCUS_DEVICE)) {
    throw new FocusError({ code: 'device-unknown', message: `FOCUS_DEVICE is "${FOCUS_DEVICE}".`, hint: `Choose one of ${devices.join(', ')}.` });
  }
  if (DATABASE_URL && !/^postgres(ql)?:\/\//.test(DATABASE_URL)) {
    throw new FocusError({ code: 'database-url-unknown', message: 'DATABASE_URL is not an address of PostgreSQL.', hint: 'It looks like postgresql://user:password@host:5432/name. Without it focus runs its own database.' });
  }
  const dataFolder = resolve(FOCUS_DATA_DIR || join(projectFolder, '.focus', 'data'));
  makeWritable(dataFolder);
  return { port: Number(PORT), databaseUrl: DATABASE_URL || undefined, dataFolder, device: FOCUS_DEVICE };
}

function makeWritable(folder: string): void {
  try {
    makeFolder(folder);
    accessSync(folder, constants.W_OK);
  } catch (cause) {
    throw new FocusError({
      code: 'data-folder-not-writable',
      message: `The data folder ${folder} cannot be written (${(cause as NodeJS.ErrnoException).code}).`,
      hint: 'Give one that can: FOCUS_DATA_DIR=/path/to/folder npm start.',
      cause,
    });
  }
}

/** One by one: `recursive` of Node never returns below /proc and on some read-only mounts. */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  makeFolder(dirname(folder));
  mkdirSync(folder);
}
