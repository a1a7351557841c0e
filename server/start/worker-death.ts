// Whether a worker died of what it worked on, or was ended from outside.

import type { Death } from './keep-running.ts';

/** What a worker said about itself last: server/worker/attention.ts. */
export interface WorkerNews {
  imageVersionId: string | null;
  strained: boolean;
}

/** Exit code of a worker that grew beyond its ceiling: server/worker/memory-ceiling.ts. */
const outOfMemory = 86;

/** By these the system ends a process for what it does itself. */
const faults: readonly (string | null)[] = ['SIGSEGV', 'SIGABRT', 'SIGBUS', 'SIGILL', 'SIGFPE', 'SIGTRAP'];

/** The picture of which it died; null where none is to blame. A kill counts where memory was short: so does a system that has none left end it. */
export function diedOfWork({ code, signal }: Pick<Death<unknown>, 'code' | 'signal'>, news: WorkerNews | null): string | null {
  if (news === null) return null;
  const itself = code === outOfMemory || faults.includes(signal) || (signal === 'SIGKILL' && news.strained);
  return itself ? news.imageVersionId : null;
}
