// The web server process: serves agents, the built page and its API, says over IPC when it listens, ends with its parent.

import { createServer } from 'node:http';
import { join } from 'node:path';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import next from 'next';
import { resourcePath } from '../access/challenge.ts';
import type { Agents } from './agents.ts';

// Samples and model card are looked for from here, wherever npm was called.
process.chdir(join(import.meta.dirname, '..', '..'));
const { PORT = '3000', HOSTNAME: _, FOCUS_HOST = '127.0.0.1' } = process.env;
const app = next({ dev: false, dir: join(import.meta.dirname, '..', '..'), hostname: FOCUS_HOST, port: Number(PORT) });
await app.prepare();
const handle = app.getRequestHandler();
let agents: Promise<Agents> | null = null;
// Opened at the first call: most who start focus want the page, and want it soon.
const openedAgents = () => (agents ??= import('./agents.ts').then(({ openAgents }) => openAgents(process.env)));
const handleAgents = getRequestListener(async (request) => (await openedAgents()).answer(request), { overrideGlobalObjects: false });
const server = createServer((request, response) => {
  const [path] = (request.url ?? '').split('?', 1);
  void (path === resourcePath ? handleAgents(request, response) : handle(request, response));
});

server.on('error', (error: NodeJS.ErrnoException) => {
  const taken = error.code === 'EADDRINUSE';
  process.send?.({
    type: 'failed',
    error: {
      code: taken ? 'port-taken' : 'web-server-failed',
      message: taken ? `Port ${PORT} is taken by another program.` : `The web server could not listen: ${error.message}.`,
      status: 500,
      hint: 'Choose another port: PORT=3001 npm start.',
    },
  });
  process.exit(1);
});
server.listen(Number(PORT), FOCUS_HOST, () => {
  const { port } = server.address() as AddressInfo;
  // The one that it got where any free one was asked for: agents are told where people find the page.
  process.env.PORT = String(port);
  process.send?.({ type: 'ready', port });
});

const end = () => {
  // Open event streams would keep it alive; who reads them goes on from the last event after the restart.
  server.close(() => process.exit(0));
  server.closeAllConnections();
};
process.on('SIGTERM', end);
process.on('disconnect', end);
