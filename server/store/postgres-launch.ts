// Starts the program `postgres` on a cluster, as a process that is nobody's child for long.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { open, rename, stat } from 'node:fs/promises';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { cleanEnvironment } from './cluster.ts';
import { passFiles, type PostgresUser } from './postgres-user.ts';

/** Recovery after a crash replays the log and can take a while. */
export const startPatience = 90_000;
const largestLog = 10 * 2 ** 20;

/** Starts the server and waits until it is ready (null) or ended (its exit code or signal). */
export async function launch(
  postgres: string,
  cluster: string,
  port: number,
  logFile: string,
  user: PostgresUser | null,
  ready: () => Promise<boolean | undefined>,
): Promise<number | string | null> {
  const log = await open(logFile, 'a', 0o600);
  const settings = { listen_addresses: '127.0.0.1', port, unix_socket_directories: '', logging_collector: 'off', timezone: 'UTC' };
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  // Detached: a session of its own, so that Ctrl-C in a terminal and the end of this process leave it alone.
  const { names, handles } = await passFiles([cluster], user);
  const child = spawn(postgres, ['-D', names[0], ...flags], {
    ...user,
    cwd: '/',
    detached: true,
    env: cleanEnvironment(),
    stdio: ['ignore', log.fd, log.fd, ...handles.map(({ fd }) => fd)],
  });
  let ended: number | string | null = null;
  child.on('error', (error) => (ended = error.message));
  child.on('exit', (code, signal) => (ended = code ?? signal));
  child.unref();
  for (const file of [log, ...handles]) await file.close();
  const deadline = Date.now() + startPatience;
  while (ended === null && !(await ready()) && Date.now() < deadline) await sleep(15);
  return ended;
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}

/** Gives the length of the log before this start, after a log that grew too large was put aside. */
export async function rotateLog(logFile: string): Promise<number> {
  const size = await stat(logFile).then((about) => about.size, () => 0);
  if (size < largestLog) return size;
  await rename(logFile, `${logFile}.old`);
  return 0;
}
