// node scripts/build-graphs.ts: builds the run-time graphs of the shipped checkpoint where they are missing or stale.

import { join } from 'node:path';
import { readCheckpoint } from '../server/focus/checkpoint.ts';
import { graphFolder } from '../server/focus/graph-files.ts';
import { FocusError } from '../server/errors.ts';

try {
  await graphFolder(await readCheckpoint(), join(import.meta.dirname, '..', '.focus', 'models'));
} catch (error) {
  console.error(FocusError.isInstance(error) ? error.line : error);
  process.exitCode = 1;
}
