// What threads are given to do in the tests.

import { threadId } from 'node:worker_threads';
import { FocusError } from '../../../../server/errors.ts';

export function thread(): number {
  return threadId;
}

export function hurried(value: number): number {
  return 2 * value;
}

export function endless(): never {
  for (;;);
}

export async function waiting(milliseconds: number): Promise<number> {
  await new Promise((resolve) => setTimeout(resolve, milliseconds));
  return milliseconds;
}

export function refusing(): never {
  throw new FocusError({ code: 'no-good', message: 'This is no good.', status: 418, hint: 'Take another.' });
}

export function dying(): never {
  process.exit(3);
}
