// The endpoint of the product with the fixtures of the conformance suite, on a free port, behind the same check of who may ask.

import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type { ReadableStream as WebStream } from 'node:stream/web';
import { accessSettings, admit } from '../../server/access/admit.ts';
import { FocusError } from '../../server/errors.ts';
import type { Endpoint } from '../../server/mcp/endpoint.ts';

export interface Served {
  url: URL;
  close(): Promise<void>;
}

export async function serve(endpoint: Endpoint): Promise<Served> {
  const server = createServer((incoming, outgoing) => {
    const left = new AbortController();
    outgoing.on('close', () => outgoing.writableFinished || left.abort());
    requestOf(incoming, left.signal).then((request) => answer(endpoint, request)).then(async (response) => {
      outgoing.writeHead(response.status, Object.fromEntries(response.headers));
      if (response.body === null) outgoing.end();
      else if (response.headers.get('content-type') === 'application/json') outgoing.end(Buffer.from(await response.arrayBuffer()));
      else Readable.fromWeb(response.body as WebStream).on('error', () => outgoing.destroy()).pipe(outgoing);
    }).catch(() => outgoing.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { url: new URL(`http://localhost:${port}/api/mcp`), close: () => closed(server) };
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

async function requestOf(incoming: IncomingMessage, signal: AbortSignal): Promise<Request> {
  const { method = 'GET', headers, url = '/' } = incoming;
  const body = method === 'GET' || method === 'DELETE' ? undefined : await buffer(incoming);
  const given = new Headers(Object.entries(headers).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)] as [string, string]])));
  return new Request(`http://localhost${url}`, { method, headers: given, body, signal });
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
