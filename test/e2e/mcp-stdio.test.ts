// npm run -s mcp as a client starts it: from a folder of its own, with nothing but the protocol on stdout.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { root } from '../server/mcp/agent-house.ts';
import { type AnyClient, connectStdio, eras } from '../server/mcp/clients.ts';
import { killAll, noProcessTable, processesOf } from './processes.ts';
import { type RunningProduct, startProduct, temporaryFolder } from './product.ts';

describe('npm run -s mcp', { skip: noProcessTable }, () => {
  const data = temporaryFolder();
  const foreign = temporaryFolder();
  const { INIT_CWD: _, DATABASE_URL: __, ...environment } = process.env;
  const server = { command: 'npm', args: ['--prefix', root, 'run', '-s', 'mcp'], cwd: foreign.path, env: { ...(environment as Record<string, string>), FOCUS_DATA_DIR: data.path, FOCUS_DEVICE: 'cpu' }, stderr: 'ignore' as const };
  let product: RunningProduct;
  before(async () => {
    copyFileSync(join(root, 'samples', 'stars-on-stone.png'), join(foreign.path, 'table.png'));
    // Slow enough for a call to be taken back in the middle.
    product = await startProduct(data.path, { FOCUS_STEP_PAUSE: '400' });
  });
  after(async () => {
    await product?.stop();
    killAll(processesOf(data.path));
    for (const folder of [data, foreign]) folder.remove();
  });

  for (const era of eras) {
    test(`serves a client of ${era} that started it in a folder of its own, with the files of that folder and no others`, async () => {
      let client: AnyClient | null = null;
      try {
        client = await connectStdio(era, server);
        assert.equal(client.raw.getServerVersion()?.name, 'focus');
        assert.ok((await client.raw.listTools()).tools.some(({ name }) => name === 'open_image'));
        const { sessionId, picture } = await client.data('open_image', { path: 'table.png' });
        assert.equal(picture.width, 128);
        const { masks: [{ maskId, area }] } = await client.data('segment', { sessionId, text: 'the yellow cone' });
        const { path } = await client.data('export_mask', { maskId, path: `cone-${era}.json` });
        assert.equal(path, join(foreign.path, `cone-${era}.json`));
        assert.equal(JSON.parse(readFileSync(path, 'utf8')).area, area);
        mkdirSync(join(data.path, 'secret'), { recursive: true });
        for (const [name, given] of [['open_image', { path: join(root, 'samples', 'stars-on-stone.png') }], ['export_mask', { maskId, path: join(data.path, 'secret', 'cone.json') }]] as const) {
          assert.match((await client.call(name, given)).content[0].text!, /\(path-outside\)$/);
        }
      } finally {
        await client?.close();
      }
    });

    test(`a call that a client of ${era} takes back stops the worker`, async () => {
      const client = await connectStdio(era, server);
      try {
        const { sessionId } = await client.data('open_image', { path: 'table.png' });
        const cancel = new AbortController();
        const call = client.call('segment', { sessionId, text: 'the yellow cone' }, { signal: cancel.signal });
        const running = async () => (await client.data('get_session', { sessionId })).runningTurnId as string | null;
        let turnId = await running();
        while (turnId === null) turnId = await running();
        cancel.abort();
        await assert.rejects(call);
        assert.equal((await client.data('wait', { turnId })).status, 'stopped');
      } finally {
        await client.close();
      }
    });
  }

  test('writes nothing but messages of the protocol to stdout, its log to stderr, and ends when stdin is closed', async () => {
    const { say, answerTo, end, log } = speakTo();
    say({ id: 1, method: 'initialize', params: { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'raw', version: '1' } } });
    await answerTo(1);
    say({ method: 'notifications/initialized' });
    say({ id: 2, method: 'tools/call', params: { name: 'list_sessions', arguments: {} } });
    await answerTo(2);
    await end();
    assert.match(log(), /focus: the page is at http/);
  });

  test('starts focus where none runs: answers at once, says so while it starts, and takes it down again', async () => {
    const own = temporaryFolder();
    // As on a machine that takes its time.
    const late = join(foreign.path, 'late.mjs');
    writeFileSync(late, "if (process.argv[1]?.endsWith('worker/main.ts')) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20_000);");
    try {
      const began = performance.now();
      const { say, answerTo, end, log } = speakTo({ FOCUS_DATA_DIR: own.path, NODE_OPTIONS: `--import=${late}` });
      say({ id: 1, method: 'initialize', params: { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'raw', version: '1' } } });
      await answerTo(1);
      say({ method: 'notifications/initialized' });
      say({ id: 2, method: 'tools/list', params: {} });
      assert.ok((await answerTo(2)).result.tools.length > 10);
      assert.ok(performance.now() - began < 15_000, `the first answers after ${Math.round(performance.now() - began)} ms`);
      let id = 2;
      const call = async (name: string, given: object) => {
        say({ id: (id += 1), method: 'tools/call', params: { name, arguments: given } });
        return (await answerTo(id)).result;
      };
      let result = await call('open_image', { path: 'table.png' });
      assert.match(result.content[0].text, /^focus is still starting.*\(focus-starting\)$/);
      while (result.isError) {
        assert.match(result.content[0].text, /\(focus-starting\)$/, log());
        result = await call('open_image', { path: 'table.png' });
      }
      const { picture, page } = result.structuredContent;
      assert.equal(picture.width, 128);
      assert.match(await (await fetch(page)).text(), /<html/);
      await end();
      for (const until = Date.now() + 20_000; processesOf(own.path).length > 0 && Date.now() < until;) await new Promise((resolve) => setTimeout(resolve, 100));
      assert.deepEqual(processesOf(own.path), []);
    } finally {
      killAll(processesOf(own.path));
      own.remove();
    }
  });

  /** A client without an SDK. `end` closes its side and looks at all that was said. */
  function speakTo(more: Record<string, string> = {}) {
    const child = spawn(server.command, server.args, { cwd: server.cwd, env: { ...environment, ...server.env, ...more } });
    let [out, log] = ['', ''];
    child.stdout.on('data', (chunk) => (out += chunk));
    child.stderr.on('data', (chunk) => (log += chunk));
    const ended = once(child, 'close');
    const lines = () => out.split('\n').slice(0, -1);
    return {
      log: () => log,
      say: (message: object) => void child.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`),
      async answerTo(id: number): Promise<any> {
        for (;;) {
          const line = lines().find((one) => JSON.parse(one).id === id);
          if (line !== undefined) return JSON.parse(line);
          await once(child.stdout, 'data');
        }
      },
      async end() {
        child.stdin.end();
        assert.deepEqual(await ended, [0, null]);
        for (const line of lines()) assert.equal(JSON.parse(line).jsonrpc, '2.0', line);
      },
    };
  }
});
