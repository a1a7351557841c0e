// npm run -s mcp as a client starts it: from a folder of its own, with nothing but the protocol on stdout.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { root } from '../server/mcp/agent-house.ts';
import { type AnyClient, connectStdio } from '../server/mcp/clients.ts';
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
    product = await startProduct(data.path);
  });
  after(async () => {
    await product?.stop();
    killAll(processesOf(data.path));
    for (const folder of [data, foreign]) folder.remove();
  });

  test('serves a client of SDK 1.x that started it in a folder of its own, with the files of that folder and no others', async () => {
    let client: AnyClient | null = null;
    try {
      client = await connectStdio('2025-11-25', server);
      assert.equal(client.raw.getServerVersion()?.name, 'focus');
      assert.ok((await client.raw.listTools()).tools.some(({ name }) => name === 'open_image'));
      const { sessionId, picture } = await client.data('open_image', { path: 'table.png' });
      assert.equal(picture.width, 128);
      const { masks: [{ maskId, area }] } = await client.data('segment', { sessionId, text: 'the yellow cone' });
      const { path } = await client.data('export_mask', { maskId, path: 'cone.json' });
      assert.equal(path, join(foreign.path, 'cone.json'));
      assert.equal(JSON.parse(readFileSync(path, 'utf8')).area, area);
      mkdirSync(join(data.path, 'secret'), { recursive: true });
      for (const [name, given] of [['open_image', { path: join(root, 'samples', 'stars-on-stone.png') }], ['export_mask', { maskId, path: join(data.path, 'secret', 'cone.json') }]] as const) {
        assert.match((await client.call(name, given)).content[0].text!, /\(path-outside\)$/);
      }
    } finally {
      await client?.close();
    }
  });

  test('writes nothing but messages of the protocol to stdout, its log to stderr, and ends when stdin is closed', async () => {
    const child = spawn(server.command, server.args, { cwd: server.cwd, env: { ...environment, ...server.env } });
    let [out, log] = ['', ''];
    child.stdout.on('data', (chunk) => (out += chunk));
    child.stderr.on('data', (chunk) => (log += chunk));
    const ended = once(child, 'close');
    const say = (message: object) => child.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
    const lines = () => out.split('\n').filter(Boolean);
    const answered = async (id: number) => {
      while (!lines().some((line) => JSON.parse(line).id === id)) await once(child.stdout, 'data');
    };
    say({ id: 1, method: 'initialize', params: { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'raw', version: '1' } } });
    await answered(1);
    say({ method: 'notifications/initialized' });
    say({ id: 2, method: 'tools/call', params: { name: 'list_sessions', arguments: {} } });
    await answered(2);
    child.stdin.end();
    assert.deepEqual(await ended, [0, null]);
    for (const line of lines()) assert.equal(JSON.parse(line).jsonrpc, '2.0', line);
    assert.match(log, /focus: the page is at http/);
  });
});
