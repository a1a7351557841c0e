// What every command begins with: the picture is read before the model is loaded, so that a bad file is refused at once.

import type { Focus } from '../focus/focus.ts';
import { type ReadPicture, readPicture } from '../images/intake.ts';
import type { Terminal } from './command.ts';
import { stopOnInterrupt } from './steps.ts';

/** Reads a picture and says on the error stream what was done to it on the way in. */
export async function openPicture(path: string, { errors }: Terminal): Promise<ReadPicture> {
  const picture = await readPicture(path);
  for (const { message } of picture.notes) errors.write(`${message}\n`);
  return picture;
}

/** Opens FOCUS for one piece of work that Ctrl-C stops, and closes it whatever happens. */
export async function withFocus<Result>(
  terminal: Terminal,
  folder: string | undefined,
  work: (focus: Focus, signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const focus = await terminal.open({ folder });
  const { signal, release } = stopOnInterrupt();
  try {
    return await work(focus, signal);
  } finally {
    release();
    await focus.close();
  }
}
