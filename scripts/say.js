// What the set-up tells the person who waits. Always on stderr: stdout belongs to the command.

import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the project. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** Something that keeps the set-up from going on, as one line with the cure; printed without a stack. */
export class SetUpError extends Error {
  constructor(message) {
    super(message);
    this.setUp = true;
  }
}

export function say(text) {
  process.stderr.write(`focus: ${text}\n`);
}

/** Runs `work` under a line that counts the seconds (in a terminal), or that is followed by a second one at the end. */
export async function sayWhile(text, work) {
  const start = Date.now();
  const seconds = () => `${Math.round((Date.now() - start) / 1000)} s`;
  if (!process.stderr.isTTY) {
    say(`${text} …`);
    const result = await work();
    say(`${text}: done in ${seconds()}`);
    return result;
  }
  const show = () => process.stderr.write(`\rfocus: ${text} … ${seconds()}`);
  show();
  const ticker = setInterval(show, 1000);
  try {
    return await work();
  } finally {
    clearInterval(ticker);
    process.stderr.write('\n');
  }
}
