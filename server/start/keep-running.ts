// A child process that is started again whenever it dies, for as long as it is wanted.

import { type ChildProcess, spawn } from 'node:child_process';
import type { ErrorDocument } from '../store/log-event.ts';

/** What a child says over IPC: that it serves, or why it cannot. */
export type ChildMessage<Ready> = ({ type: 'ready' } & Ready) | { type: 'failed'; error: ErrorDocument };

export interface ChildOptions<Ready> {
  file: string;
  environment: () => NodeJS.Dict<string>;
  onReady: (ready: Ready) => void;
  /** What it says about itself later on, as it is. */
  onNews?: (news: unknown) => void;
  /** The child is gone though it is wanted; it is started again when this is done. */
  onDeath: (death: Death<Ready>) => Promise<void>;
}

export interface Death<Ready> {
  /** What it had said before; null when it died while starting. */
  ready: Ready | null;
  reason: string;
  code: number | null;
  signal: NodeJS.Signals | null;
  /** How often in a row it died while starting. */
  failures: number;
}

export interface Child {
  pid(): number | undefined;
  /** Ends it and starts it anew. */
  restart(): void;
  /** Ends it for good: SIGTERM, and after some seconds SIGKILL. */
  stop(): Promise<void>;
}

const patience = 5_000;
const longestPause = 15_000;

export function keepRunning<Ready>({ file, environment, onReady, onNews, onDeath }: ChildOptions<Ready>): Child {
  let [wanted, failures] = [true, 0];
  let child: ChildProcess | null = null;
  let pause: NodeJS.Timeout | undefined;

  const start = () => {
    let ready: Ready | null = null;
    let told: string | null = null;
    // Detached: Ctrl-C in a terminal goes to this process alone, which ends the others in order. They see its death by IPC.
    // Prisma's adapter trips a deprecation of pg's next major version; nobody at the terminal can do anything about it.
    const born = spawn(process.execPath, ['--disable-warning=DeprecationWarning', file], { env: environment() as NodeJS.ProcessEnv, stdio: ['ignore', 'inherit', 'inherit', 'ipc'], detached: true });
    child = born;
    born.on('message', (message: ChildMessage<Ready> | { type: 'news' }) => {
      if (message.type === 'news') onNews?.(message);
      else if (message.type === 'failed') told = `${message.error.message} ${message.error.hint}`.trim();
      else {
        [ready, failures] = [message, 0];
        onReady(message);
      }
    });
    born.on('error', (error) => (told = error.message));
    born.on('close', async (code, signal) => {
      if (child === born) child = null;
      if (!wanted) return;
      if (ready === null) failures += 1;
      await onDeath({ ready, reason: told ?? (signal === null ? `exit code ${code}` : signal), code, signal, failures });
      if (wanted) pause = setTimeout(start, failures === 0 ? 0 : Math.min(longestPause, 250 * 2 ** failures));
    });
  };
  start();

  return {
    pid: () => child?.pid,
    restart: () => void child?.kill('SIGTERM'),
    stop: async () => {
      wanted = false;
      clearTimeout(pause);
      const last = child;
      if (last === null) return;
      const gone = new Promise((resolve) => last.once('close', resolve));
      last.kill('SIGTERM');
      const timer = setTimeout(() => last.kill('SIGKILL'), patience);
      await gone;
      clearTimeout(timer);
    },
  };
}
