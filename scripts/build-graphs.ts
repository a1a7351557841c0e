// node scripts/build-graphs.ts: builds the run-time graphs of the shipped checkpoints and of the sentence encoder where they are missing or stale.

import { join } from 'node:path';
import { readCheckpoint, shippedCheckpoint } from '../server/focus/checkpoint.ts';
import { graphFolder } from '../server/focus/graph-files.ts';
import { openSentenceEncoder } from '../server/focus/sentence-encoder.ts';
import { FocusError } from '../server/errors.ts';

try {
  const cache = join(import.meta.dirname, '..', '.focus', 'models');
  for (const name of ['nano', 'small']) await graphFolder(await readCheckpoint(shippedCheckpoint(name)), cache);
  await (await openSentenceEncoder(cache)).close();
} catch (error) {
  console.error(FocusError.isInstance(error) ? error.line : error);
  process.exitCode = 1;
}
