// The protocol over stdin and stdout, for a client that starts the server itself. Both eras.

import { serveStdio, StdioServerTransport } from '@modelcontextprotocol/server/stdio';
import { attachLive } from './attach-live.ts';
import { longestMessage } from './base64.ts';
import type { House } from './house.ts';
import { openLive } from './live.ts';
import { openServers } from './serve.ts';
import { whyNotWatched } from './watched.ts';

/** Serves until the client closes its end. */
export async function serveOverStdio(house: House): Promise<void> {
  const make = openServers(house);
  const live = openLive(house.conversations);
  const whyNot = whyNotWatched(house.conversations);
  const leaves: (() => void)[] = [];
  const transport = new StdioServerTransport(process.stdin, process.stdout, { maxBufferSize: longestMessage });
  const handle = serveStdio(
    ({ era }) => {
      const server = make(era);
      leaves.push(attachLive(server, live, era, whyNot));
      return server;
    },
    { transport, onerror: (error) => console.error(`focus: ${error.message}`) },
  );
  await new Promise<void>((resolve) => {
    for (const event of ['end', 'close', 'error'] as const) process.stdin.once(event, () => resolve());
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve());
  });
  for (const leave of leaves) leave();
  live.close();
  await handle.close().catch(() => undefined);
}
