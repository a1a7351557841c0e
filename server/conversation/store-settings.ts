// Where a process that serves finds what `npm start` has brought up.

import { FocusError } from '../errors.ts';

/** Database and folder by name of the environment. @throws FocusError `not-configured`. */
export function storeSettings({ DATABASE_URL: databaseUrl, FOCUS_DATA_DIR: dataFolder }: NodeJS.Dict<string>): { databaseUrl: string; dataFolder: string } {
  if (databaseUrl !== undefined && dataFolder !== undefined) return { databaseUrl, dataFolder };
  throw new FocusError({
    code: 'not-configured',
    message: 'The web server was started without DATABASE_URL and FOCUS_DATA_DIR.',
    status: 500,
    hint: 'Start focus with npm start, which sets both.',
  });
}
