// A worker that grows beyond its ceiling ends itself, before the system ends it or others without a word.

import { totalmem } from 'node:os';

/** Exit code of a worker that grew beyond its ceiling. */
export const outOfMemory = 86;

/** Milliseconds between looks: a thread fills some hundred megabytes in that time. */
const every = 200;

/** Of a machine's memory, or a container's, so much may be one worker's; on a large one this many bytes. */
const [share, most] = [0.6, 4 * 2 ** 30];

/** Bytes. `setting` in MiB. @returns null for a setting that is no number. */
export function ceilingOf(setting: string | undefined): number | null {
  if (setting !== undefined && setting !== '') return /^\d+$/.test(setting) && Number(setting) >= 512 ? Number(setting) * 2 ** 20 : null;
  // 0 or absurdly much where there is no limit.
  const constrained = process.constrainedMemory();
  return Math.min(most, share * (constrained > 0 ? Math.min(constrained, totalmem()) : totalmem()));
}

/** `strained` is told when the memory passes half of the ceiling and when it comes back; `exceeded` once. */
export function watchMemory(ceiling: number, on: { strained(strained: boolean): void; exceeded(bytes: number): void }): () => void {
  const timer = setInterval(() => {
    const bytes = process.memoryUsage.rss();
    on.strained(bytes > ceiling / 2);
    if (bytes <= ceiling) return;
    clearInterval(timer);
    on.exceeded(bytes);
  }, every);
  timer.unref();
  return () => clearInterval(timer);
}
