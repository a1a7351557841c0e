import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, test } from 'node:test';
import { beginSession, request, sayAndWait, session } from './api.ts';
import { killAll, noProcessTable, processesOf } from './processes.ts';
import { type RunningProduct, startProduct, temporaryFolder } from './product.ts';
import type { HealthDocument } from '../../server/conversation/documents.ts';

const health = (address: string) => request<HealthDocument>(address, '/api/health');

describe('npm start', { skip: noProcessTable }, () => {
  const folder = temporaryFolder();
  let product: RunningProduct;
  before(async () => {
    product = await startProduct(folder.path);
    console.log(`# first start on an empty folder: ${product.seconds.toFixed(1)} s`);
  });
  after(async () => {
    killAll(processesOf(folder.path));
    folder.remove();
  });

  test('prints an address at which page and API answer, and health names the provider that a probe ran on', async () => {
    assert.match(await (await fetch(product.address)).text(), /<html/);
    const { status, workers } = await health(product.address);
    assert.equal(status, 'ok');
    assert.match(workers[0].provider, /cpu/i);
    assert.ok(workers[0].probeMilliseconds > 0);
  });

  test('started a second time on the same folder, says where the first one is', async () => {
    await assert.rejects(startProduct(folder.path), (error: Error) => {
      assert.match(error.message, new RegExp(`already running at ${product.address}`));
      return true;
    });
    assert.equal((await health(product.address)).status, 'ok');
  });

  test('after Ctrl-C nothing is left running, and what was said is there at the next start', async () => {
    const { id } = await beginSession(product.address);
    const turn = await sayAndWait(product.address, id, { text: 'the yellow cone' });
    assert.equal(await product.stop(), 0);
    assert.deepEqual(processesOf(folder.path), []);
    product = await startProduct(folder.path);
    console.log(`# second start: ${product.seconds.toFixed(1)} s`);
    assert.deepEqual((await session(product.address, id)).turns, [turn]);
  });

  test('after a kill of the starting process, worker and web server end, and the next start takes the surviving database', async () => {
    const { id } = await beginSession(product.address);
    await product.kill();
    const left = await settled(() => !processesOf(folder.path).some(isNode));
    assert.ok(left, 'worker or web server lives on without its parent');
    product = await startProduct(folder.path);
    assert.match(product.said(), /database: the one of an earlier run/);
    assert.equal((await session(product.address, id)).id, id);
  });

  test('a taken port is said before anything is started', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as AddressInfo;
    const other = temporaryFolder();
    await assert.rejects(startProduct(other.path, { PORT: String(port) }), new RegExp(`Port ${port} is taken by another program. Choose another one: PORT=${port + 1} npm start`));
    assert.deepEqual(processesOf(other.path), []);
    server.close();
    other.remove();
  });

  for (const [name, environment, message] of [
    ['a data folder that cannot be written', { FOCUS_DATA_DIR: '/proc/focus' }, /data folder \/proc\/focus cannot be written.*FOCUS_DATA_DIR=/],
    ['an unknown device', { FOCUS_DEVICE: 'abacus' }, /FOCUS_DEVICE is "abacus"\. Choose one of auto, cpu, webgpu, cuda/],
    ['a port that is none', { PORT: 'abc' }, /PORT is "abc"/],
    ['a database that cannot be reached', { DATABASE_URL: 'postgresql://nobody:x@127.0.0.1:9/none' }, /database/i],
  ] as const) {
    test(`${name} is refused in one line with a cure`, async () => {
      const other = temporaryFolder();
      await assert.rejects(startProduct(other.path, environment), (error: Error) => {
        const lines = error.message.trim().split('\n').slice(1);
        assert.match(lines.at(-1)!, message);
        assert.ok(lines.length <= 2, error.message);
        return true;
      });
      other.remove();
    });
  }
});

function isNode(pid: number): boolean {
  return !processName(pid).startsWith('postgres');
}

function processName(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/comm`, 'utf8');
  } catch {
    return 'postgres';
  }
}

async function settled(condition: () => boolean, milliseconds = 15_000): Promise<boolean> {
  for (const until = Date.now() + milliseconds; Date.now() < until; ) {
    if (condition()) return true;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return condition();
}
