// Work on millions of pixels is done in threads of its own, so that the process it is for goes on: heartbeats, Stop, clicks. Pixels are
// not copied for it: large pictures and masks lie in memory that all threads share (docs/decisions/035).

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Worker } from 'node:worker_threads';
import { CancelledError, FocusError } from '../../errors.ts';
import type { ThreadAnswer, ThreadRequest } from './thread.ts';

export interface Apart {
  /** File of the function, from the project's folder on, and its name there: a thread loads it for itself. */
  file: string;
  name: string;
  /** How many pixels it goes over; few are worked on here and now. */
  pixels: number;
  /** Whether it takes seconds: one thread is always left for what is quick. */
  long?: boolean;
  /** Raised, it rejects with CancelledError at once. */
  signal?: AbortSignal;
  /** Whether its thread is ended then. Otherwise it works to its end for nobody: what decodes and encodes ends by itself. */
  endable?: boolean;
}

/** Pixels from which on it is worth the way: 20 ms of work. */
export const worthwhile = 1_000_000;

/** The second one lets clicks go on beside an edit. */
const most = 2;

/** Milliseconds a thread without work is kept. */
const idle = 60_000;

interface Job {
  about: Apart;
  request: ThreadRequest;
  resolve(result: unknown): void;
  reject(error: unknown): void;
}

interface Thread {
  worker: Worker;
  job: Job | null;
  leaving?: NodeJS.Timeout;
}

// Asked for in this way, as the bundler of the page would take the file of an imported Worker for a module of its own.
const { Worker: ThreadOfNode } = process.getBuiltinModule('node:worker_threads');

const threads: Thread[] = [];
const waiting: Job[] = [];
let numbers = 0;

/**
 * `work(...given)`, here where it is small, else in a thread. Its arguments and result are plain data; what it throws is thrown here, a FocusError
 * as one. Pictures and masks among them must not be changed afterwards: they are shared.
 */
export async function apart<Work extends (...given: any[]) => unknown>(work: Work, about: Apart, ...given: Parameters<Work>): Promise<Awaited<ReturnType<Work>>> {
  if (about.signal?.aborted) throw new CancelledError();
  if (about.pixels < worthwhile) return (await work(...given)) as Awaited<ReturnType<Work>>;
  const { signal } = about;
  return new Promise<Awaited<ReturnType<Work>>>((resolve, reject) => {
    const request: ThreadRequest = { number: (numbers += 1), file: join(projectFolder(), about.file), name: about.name, given };
    const settle = <Value>(then: (value: Value) => void) => (value: Value): void => {
      signal?.removeEventListener('abort', stop);
      then(value);
    };
    const job: Job = { about, request, resolve: settle((result: unknown) => resolve(result as Awaited<ReturnType<Work>>)), reject: settle(reject) };
    const stop = (): void => giveUp(job);
    signal?.addEventListener('abort', stop, { once: true });
    waiting.push(job);
    next();
  });
}

/** Hands waiting work to free threads, in the order in which it came. */
function next(): void {
  for (const job of [...waiting]) {
    const busyLong = threads.filter(({ job: other }) => other?.about.long).length;
    if (job.about.long && busyLong >= most - 1) continue;
    const thread = threads.find((one) => one.job === null) ?? (threads.length < most ? open() : undefined);
    if (thread === undefined) return;
    waiting.splice(waiting.indexOf(job), 1);
    clearTimeout(thread.leaving);
    thread.job = job;
    thread.worker.ref();
    thread.worker.postMessage(job.request);
  }
}

function open(): Thread {
  // Its own memory is small; what it works on lies outside of it.
  const worker = new ThreadOfNode(join(projectFolder(), 'server', 'images', 'threads', 'thread.ts'), { execArgv: ['--disable-warning=ExperimentalWarning', '--disable-warning=MODULE_TYPELESS_PACKAGE_JSON'] });
  const thread: Thread = { worker, job: null };
  worker.on('message', (answer: ThreadAnswer) => {
    const { job } = thread;
    if (job === null || job.request.number !== answer.number) return;
    release(thread);
    if ('error' in answer) job.reject(answer.error.focus ? new FocusError(answer.error.focus) : new Error(answer.error.message));
    else job.resolve(answer.result);
    next();
  });
  const gone = (error: unknown): void => {
    const at = threads.indexOf(thread);
    if (at < 0) return;
    threads.splice(at, 1);
    clearTimeout(thread.leaving);
    thread.job?.reject(error);
    next();
  };
  worker.on('error', gone);
  worker.on('exit', () => gone(new Error('A thread ended in the middle of its work.')));
  threads.push(thread);
  return thread;
}

function release(thread: Thread): void {
  thread.job = null;
  // A process that has nothing else to do may end.
  thread.worker.unref();
  thread.leaving = setTimeout(() => end(thread), idle);
  thread.leaving.unref();
}

function end(thread: Thread): void {
  const at = threads.indexOf(thread);
  if (at >= 0) threads.splice(at, 1);
  void thread.worker.terminate();
}

function giveUp(job: Job): void {
  const at = waiting.indexOf(job);
  if (at >= 0) waiting.splice(at, 1);
  const thread = threads.find((one) => one.job === job);
  job.reject(new CancelledError());
  if (thread === undefined || job.about.endable !== true) return;
  end(thread);
  next();
}

let folder: string | undefined;

/** Bundled code does not know where its source lies; whoever runs bundled code runs it in the project's folder. */
function projectFolder(): string {
  return (folder ??= [process.cwd(), join(import.meta.dirname ?? '', '..', '..', '..')].find((one) => existsSync(join(one, 'server', 'images', 'threads', 'thread.ts'))) ?? process.cwd());
}
