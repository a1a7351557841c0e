// The worker's end of the direct lane: HTTP on the loopback address, for who knows the token in the worker's row.

import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { FocusError, InputError } from '../errors.ts';

export interface LaneServer {
  /** http://127.0.0.1:PORT */
  address: string;
  token: string;
  close(): Promise<void>;
}

/** Bytes of a request; prompts are a few hundred. */
const bodyCap = 1024 * 1024;

/** Answers POSTs to each path with what its function gives. */
export async function openLaneServer(routes: Record<string, (body: unknown) => Promise<unknown>>): Promise<LaneServer> {
  const token = randomBytes(24).toString('hex');
  const answer = async (request: IncomingMessage): Promise<unknown> => {
    if (request.headers.authorization !== `Bearer ${token}`) {
      throw new FocusError({ code: 'lane-refused', message: 'The direct lane is for the server of focus alone.', status: 401, hint: 'Use the API.' });
    }
    const route = request.method === 'POST' ? routes[request.url ?? ''] : undefined;
    if (route === undefined) throw new InputError({ code: 'lane-unknown', message: 'The worker does not know this request.', status: 404, hint: 'Restart focus.' });
    return route(await bodyOf(request));
  };
  const server = createServer((request, response) => {
    void answer(request).then(
      (body) => ({ status: 200, body }),
      (error: unknown) => {
        if (FocusError.isInstance(error)) return { status: error.status, body: { error } };
        console.error(`The direct lane failed at ${request.url}:`, error);
        return { status: 500, body: { error: { code: 'worker-error', message: 'The worker failed.', status: 500, hint: 'Try again; the reason is in its log.' } } };
      },
    ).then(({ status, body }) => {
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(JSON.stringify(body));
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    token,
    close: () => new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    }),
  };
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > bodyCap) throw new InputError({ code: 'request-too-large', message: 'The request is too large.', status: 413, hint: 'Send fewer prompts.' });
    chunks.push(chunk);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'));
  } catch (error) {
    throw new InputError({ code: 'request-not-json', message: 'The request is not JSON.', hint: 'Send JSON.', cause: error });
  }
}
