import assert from 'node:assert/strict';
import { createServer, type Socket } from 'node:net';
import { after, before, test } from 'node:test';
import { closeConversations } from '../../../app/api/services.ts';
import type { HealthDocument } from '../../../server/conversation/documents.ts';
import { openStore } from '../../../server/store/store.ts';
import { type Api, ask, openApi } from './client.ts';

let api: Api;
before(async () => { api = await openApi(); });
after(() => api.close());

async function healthNow(): Promise<{ status: number; document: HealthDocument }> {
  const response = await ask('GET', '/api/health');
  return { status: response.status, document: (await response.json()) as HealthDocument };
}

test('health names the provider that ran, and says when no worker is there', async () => {
  const { status, document } = await healthNow();
  assert.deepEqual([status, document.status, document.workers[0].provider], [200, 'ok', 'CPUExecutionProvider']);
  assert.deepEqual([document.workers[0].checkpoint, document.workers[0].marks], ['nano', 'small']);
  const store = await openStore(api);
  await store.prisma.worker.update({ where: { id: api.worker.id }, data: { heartbeatAt: new Date(Date.now() - 20_000) } });
  await store.close();
  const without = await healthNow();
  assert.deepEqual([without.status, without.document.status, without.document.workers], [200, 'no-worker', []]);
});

for (const [what, listener] of [
  ['nobody listens', null],
  ['the other side never answers', (socket: Socket) => void socket.on('error', () => undefined)],
] as const) {
  test(`where ${what} every route says 503 within 6 seconds`, async () => {
    const server = createServer(listener ?? ((socket) => socket.destroy()));
    const sockets = new Set<Socket>();
    server.on('connection', (socket) => sockets.add(socket));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as { port: number };
    if (listener === null) await new Promise((resolve) => server.close(resolve));
    await closeConversations();
    process.env.DATABASE_URL = `postgresql://focus:focus@127.0.0.1:${port}/focus`;
    try {
      const start = performance.now();
      const id = crypto.randomUUID();
      const answers = await Promise.all([
        ask('GET', '/api/health'),
        ask('GET', '/api/sessions'),
        ask('GET', `/api/sessions/${id}`),
        ask('POST', '/api/sessions', { sample: 'balls-on-wood' }),
        ask('POST', `/api/sessions/${id}/turns`, { text: 'hello' }),
        ask('GET', `/api/turns/${id}/events`),
        ask('POST', `/api/turns/${id}/stop`),
      ]);
      const seconds = (performance.now() - start) / 1000;
      assert.deepEqual(answers.map(({ status }) => status), answers.map(() => 503));
      assert.ok(seconds < 6, `${seconds} s`);
      assert.equal(((await answers[0].json()) as HealthDocument).status, 'database-unreachable');
      const { error } = (await answers[4].json()) as { error: { code: string; hint: string } };
      assert.equal(error.code, 'database-unreachable');
      assert.match(error.hint, /safe/);
    } finally {
      await closeConversations();
      process.env.DATABASE_URL = api.databaseUrl;
      sockets.forEach((socket) => socket.destroy());
      server.close();
    }
  });
}

test('once the database is there again the same routes work', async () => {
  assert.equal((await ask('GET', '/api/sessions')).status, 200);
});
