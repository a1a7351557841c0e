import { CancelledError } from '../errors.ts';

/** Called between the steps of long work. */
export function throwIfStopped(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new CancelledError();
}
