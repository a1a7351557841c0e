// The endpoint of the product with the fixtures of the conformance suite, on a free port, behind the same check of who may ask.

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { accessSettings, admit } from '../../server/access/admit.ts';
import { FocusError } from '../../server/errors.ts';
import type { Endpoint } from '../../server/mcp/endpoint.ts';

export interface Served {
  url: URL;
  close(): Promise<void>;
}

export async function serve(endpoint: Endpoint): Promise<Served> {
  const server = createServer(getRequestListener((request) => answer(endpoint, request), { overrideGlobalObjects: false }));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: new URL(`http://localhost:${port}/api/mcp`),
    close: () => new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    }),
  };
}

async function answer(endpoint: Endpoint, request: Request): Promise<Response> {
  try {
    await admit(request, accessSettings({}));
    return await endpoint.fetch(request);
  } catch (error) {
    if (!FocusError.isInstance(error)) throw error;
    return Response.json({ jsonrpc: '2.0', error: { code: -32000, message: error.line }, id: null }, { status: error.status });
  }
}
