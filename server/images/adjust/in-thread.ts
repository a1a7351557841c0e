// Operations one after the other in a thread of their own, which ends when nothing was asked of it for a while.

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { FocusError } from '../../errors.ts';
import type { AdjustDone, AdjustJob, PixelJob, PixelsDone } from './job.ts';

/** Milliseconds after which an idle thread ends: it keeps the memory of its last picture. */
const idle = 20_000;

interface Waiting {
  resolve(done: unknown): void;
  reject(error: unknown): void;
}

let thread: Worker | null = null;
let ending: NodeJS.Timeout | undefined;
let last: Promise<unknown> = Promise.resolve();
let count = 0;
const waiting = new Map<number, Waiting>();

/** @throws as `runJob`; FocusError `picture-work-failed` where the thread dies, for lack of memory for instance. */
export function runInThread(job: AdjustJob): Promise<AdjustDone>;
export function runInThread(job: PixelJob): Promise<PixelsDone>;
export async function runInThread(job: AdjustJob | PixelJob): Promise<unknown> {
  // One at a time: a large picture takes a gigabyte while it is worked on.
  const turn = last.then(() => ask(job));
  last = turn.catch(() => undefined);
  return turn;
}

function ask(job: AdjustJob | PixelJob): Promise<unknown> {
  clearTimeout(ending);
  thread ??= start();
  thread.ref();
  const id = (count += 1);
  const { promise, resolve, reject } = Promise.withResolvers<unknown>();
  waiting.set(id, { resolve, reject });
  thread.postMessage({ id, job });
  return promise.finally(() => {
    waiting.delete(id);
    thread?.unref();
    ending = setTimeout(() => { void thread?.terminate(); }, idle);
    ending.unref();
  });
}

function start(): Worker {
  const started = new Worker(threadFile());
  started.on('message', ({ id, done, error }: { id: number; done?: unknown; error?: ConstructorParameters<typeof FocusError>[0] }) => {
    const asked = waiting.get(id);
    if (done !== undefined) asked?.resolve(done);
    else asked?.reject(error?.code === undefined ? failed(error?.message) : new FocusError(error));
  });
  const end = (reason: unknown): void => {
    if (thread === started) thread = null;
    for (const { reject } of waiting.values()) reject(failed(reason));
  };
  started.on('error', end);
  started.on('exit', () => end('it ended'));
  return started;
}

/** A bundled page server has this file elsewhere, but runs in the project's folder. */
function threadFile(): string {
  const here = join(import.meta.dirname ?? '', 'thread.ts');
  return existsSync(here) ? here : join(process.cwd(), 'server/images/adjust/thread.ts');
}

function failed(cause: unknown): FocusError {
  return new FocusError({ code: 'picture-work-failed', message: 'The picture could not be worked on.', status: 500, hint: 'Nothing was changed. Try again, or with a smaller picture.', cause });
}
