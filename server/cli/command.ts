import type { openFocus } from '../focus/focus.ts';

/** Where a command reads and writes; tests put their own in place. */
export interface Terminal {
  input: NodeJS.ReadableStream & { isTTY?: boolean };
  output: NodeJS.WritableStream & { isTTY?: boolean; columns?: number; rows?: number };
  errors: NodeJS.WritableStream & { isTTY?: boolean };
  environment: NodeJS.Dict<string>;
  open: typeof openFocus;
}

/** One word after `focus`. */
export interface Command {
  /** What it does, in one line. */
  summary: string;
  /** All of `focus NAME --help`. */
  help: string;
  /** Runs with the arguments after its name and gives the exit code. Throws FocusError on bad input. */
  run(args: string[], terminal: Terminal): Promise<number>;
}
