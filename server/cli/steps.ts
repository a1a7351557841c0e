// Runs a turn to its end, shows how far it is, and can be stopped.

import type { TurnEvent } from '../focus/turn-events.ts';
import type { Terminal } from './command.ts';

/** Drives a generator of events; on a terminal the line of progress is written over itself and taken away at the end. */
export async function runSteps<Result>(steps: AsyncGenerator<TurnEvent, Result>, { errors }: Terminal): Promise<Result> {
  let shown = false;
  try {
    for (;;) {
      const { value, done } = await steps.next();
      if (done) return value;
      if ((value.type !== 'edit-progress' && value.type !== 'code-progress') || !errors.isTTY) continue;
      errors.write(`\r\x1b[2K${value.type === 'code-progress' ? 'composing, row' : 'painting, step'} ${value.step} of ${value.of}`);
      shown = true;
    }
  } finally {
    if (shown) errors.write('\r\x1b[2K');
  }
}

/** A signal that Ctrl-C sets; `release` gives the key back. A second Ctrl-C ends the process. */
export function stopOnInterrupt(): { signal: AbortSignal; release: () => void } {
  const controller = new AbortController();
  const stop = () => controller.abort();
  process.once('SIGINT', stop);
  return { signal: controller.signal, release: () => process.removeListener('SIGINT', stop) };
}
