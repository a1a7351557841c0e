// Agents at the address of the running product, over sockets, with the shipped model made slow: what is taken back, and who goes
// away in the middle.

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { after, before, describe, test } from 'node:test';
import type { TurnDocument } from '../../server/conversation/documents.ts';
import { type AnyClient, connectHttp, type Era, eras } from '../server/mcp/clients.ts';
import { messageOf } from '../server/mcp/raw-message.ts';
import { follow, session } from './api.ts';
import { killAll, noProcessTable, processesOf } from './processes.ts';
import { type RunningProduct, startProduct, temporaryFolder } from './product.ts';

/** Milliseconds after every event: a mask takes some seconds, and one that was stopped in time is never finished. */
const pause = 700;

describe('agents over HTTP at the running product', { skip: noProcessTable }, () => {
  const folder = temporaryFolder();
  let product: RunningProduct;
  const clients = {} as Record<Era, AnyClient>;
  before(async () => {
    product = await startProduct(folder.path, { FOCUS_STEP_PAUSE: String(pause) });
    for (const era of eras) clients[era] = await connectHttp(era, new URL('/api/mcp', product.address));
    // The page's side, by which a call is seen to run, opens what it needs at its first request; a call would be half over.
    await session(product.address, await begin('2025-11-25'));
  });
  after(async () => {
    for (const client of Object.values(clients)) await client.close();
    await product?.stop();
    killAll(processesOf(folder.path));
    folder.remove();
  });

  const begin = async (era: Era) => (await clients[era].data('open_image', { sample: 'stars-on-stone' })).sessionId as string;
  const running = async (sessionId: string): Promise<TurnDocument> => {
    for (;;) {
      const turn = (await session(product.address, sessionId)).turns.find(({ status }) => status === 'running');
      if (turn !== undefined) return turn;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };
  /** The status at the end, and the milliseconds until then. */
  const end = async (turnId: string): Promise<{ status: string; waited: number; masks: number }> => {
    const began = performance.now();
    const seen = await follow(() => product.address, turnId);
    const last = seen.at(-1)!.event;
    assert.equal(last.type, 'turn-end');
    return { status: (last as { status: string }).status, waited: performance.now() - began, masks: seen.filter(({ event }) => event.type === 'mask-end').length };
  };
  const assertStopped = async (turnId: string): Promise<void> => {
    const { status, waited, masks } = await end(turnId);
    assert.deepEqual([status, masks], ['stopped', 0]);
    assert.ok(waited < pause + 2000, `stopped after ${Math.round(waited)} ms`);
  };

  for (const era of eras) {
    test(`a client of ${era} marks, is told how far it is, and reads the mask`, async () => {
      const heard: string[] = [];
      const { structuredContent } = await clients[era].call('segment', { sessionId: await begin(era), text: 'the yellow cone' }, { onprogress: ({ message }) => void heard.push(message ?? '') });
      const [{ maskId, name, area }] = structuredContent!.masks;
      assert.equal(name, 'yellow cone');
      assert.ok(heard.includes('Marking yellow cone.'), heard.join(' '));
      const { contents: [rle] } = await clients[era].raw.readResource({ uri: `focus://masks/${maskId}/rle` });
      assert.equal(JSON.parse((rle as { text: string }).text).area, area);
    });

    for (const listens of [true, false]) {
      test(`a call that a client of ${era} takes back ${listens ? 'while it is told of progress' : 'before anything was answered'} stops the worker`, async () => {
        const sessionId = await begin(era);
        const cancel = new AbortController();
        const call = clients[era].call('segment', { sessionId, text: 'the yellow cone' }, { signal: cancel.signal, ...(listens ? { onprogress: () => undefined } : {}) });
        const { id } = await running(sessionId);
        cancel.abort();
        await assert.rejects(call);
        await assertStopped(id);
      });
    }
  }

  test('a socket that breaks in a call of 2026-07-28 stops the worker, whether an answer had begun or not', async () => {
    for (const progressToken of [1, undefined]) {
      const sessionId = await begin('2026-07-28');
      const socket = await sendOver(product.address, 'segment', { sessionId, text: 'the yellow cone' }, progressToken);
      const { id } = await running(sessionId);
      socket.destroy();
      await assertStopped(id);
    }
  });

  test('a socket that breaks in a call of 2025-11-25 stops nothing: the client may come back for the answer', async () => {
    const [era, fetches] = ['2025-11-25' as const, new AbortController()];
    const client = await connectHttp(era, new URL('/api/mcp', product.address), { fetch: (url, init) => fetch(url, { ...init, signal: fetches.signal }) });
    const { sessionId } = await client.data('open_image', { sample: 'stars-on-stone' });
    const call = client.call('segment', { sessionId, text: 'the yellow cone' }).catch(() => undefined);
    const { id } = await running(sessionId);
    fetches.abort();
    const { status, masks } = await end(id);
    assert.deepEqual([status, masks], ['done', 1]);
    await client.close();
    await call;
  });
});

/** A call of 2026-07-28 on a socket of its own; nothing of its answer is read. */
async function sendOver(address: string, name: string, given: Record<string, unknown>, progressToken?: number): Promise<Socket> {
  const { hostname, port, host } = new URL(address);
  const { headers, body } = messageOf('tools/call', { name, arguments: given }, { name, progressToken });
  const socket = connect(Number(port), hostname);
  await once(socket, 'connect');
  const lines = Object.entries({ host, ...headers, 'content-length': Buffer.byteLength(body) }).map(([key, value]) => `${key}: ${value}\r\n`);
  socket.write(`POST /api/mcp HTTP/1.1\r\n${lines.join('')}\r\n${body}`);
  return socket;
}
