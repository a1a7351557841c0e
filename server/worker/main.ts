// The worker as a process. Settings come from the environment; a parent that gave an IPC channel hears 'ready' or 'failed', and
// when it dies the worker goes too.

import { FocusError } from '../errors.ts';
import type { FocusOptions } from '../focus/focus.ts';
import { databaseError } from '../store/database-error.ts';
import { ceilingOf, outOfMemory } from './memory-ceiling.ts';
import { openWorker, type Worker } from './worker.ts';

/** Milliseconds a worker may take to go. */
const goodbye = 10_000;

let worker: Worker | undefined;
let leaving = false;

function leave(): void {
  if (leaving) return;
  leaving = true;
  setTimeout(() => process.exit(1), goodbye).unref();
  // While it still starts there is nothing to give back.
  void (worker?.close() ?? Promise.resolve()).then(
    () => process.exit(0),
    (error: unknown) => end(error),
  );
}

/** Ends the process with one line that says why. */
function end(error: unknown): never {
  console.error(`The worker ends: ${asFocusError(error).line}`);
  process.exit(1);
}

function asFocusError(error: unknown): FocusError {
  if (FocusError.isInstance(error)) return error;
  const known = databaseError(error);
  if (known !== null) return known;
  console.error(error);
  const message = error instanceof Error ? error.message.split('\n')[0] : String(error);
  return new FocusError({ code: 'worker-failed', message: `The worker failed: ${message}`, status: 500, hint: 'Restart focus.', cause: error });
}

/** Resolves when the parent has it, or there is none. */
function tellParent(message: object): Promise<void> {
  return new Promise((resolve) => {
    if (!process.send) return resolve();
    process.send(message, undefined, undefined, () => resolve());
  });
}

function memoryCeiling(): number {
  const { FOCUS_WORKER_MEMORY } = process.env;
  const ceiling = ceilingOf(FOCUS_WORKER_MEMORY);
  if (ceiling !== null) return ceiling;
  throw new FocusError({ code: 'worker-memory-unknown', message: `FOCUS_WORKER_MEMORY is "${FOCUS_WORKER_MEMORY}".`, status: 500, hint: 'Give mebibytes, at least 512: FOCUS_WORKER_MEMORY=2048 npm start.' });
}

function setting(name: string): string {
  const value = process.env[name];
  if (value === undefined || value === '') {
    throw new FocusError({ code: 'setting-missing', message: `${name} is not set.`, status: 500, hint: 'Start focus with npm start.' });
  }
  return value;
}

// Ctrl-C reaches the whole process group: the same goodbye.
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, leave);
process.on('disconnect', leave);

try {
  worker = await openWorker({
    databaseUrl: setting('DATABASE_URL'),
    dataFolder: setting('FOCUS_DATA_DIR'),
    device: (process.env.FOCUS_DEVICE || 'auto') as FocusOptions['device'],
    checkpoint: process.env.FOCUS_CHECKPOINT || undefined,
    stepPause: Number(process.env.FOCUS_STEP_PAUSE) || 0,
    ceiling: memoryCeiling(),
    // Whoever started it may be gone already; that ends the worker by itself.
    tell: (news) => void process.send?.(news, undefined, undefined, () => undefined),
    exceeded: (bytes) => {
      console.error(`The worker took ${Math.round(bytes / 2 ** 20)} MiB of memory, more than it may (FOCUS_WORKER_MEMORY), and ends.`);
      process.exit(outOfMemory);
    },
    lost: (error) => { if (!leaving) end(error); },
  });
  await tellParent({ type: 'ready', workerId: worker.id, address: worker.address, probe: worker.probe });
} catch (error) {
  const failure = asFocusError(error);
  console.error(`The worker cannot start: ${failure.line}`);
  await tellParent({ type: 'failed', error: failure.toJSON() });
  process.exit(1);
}
