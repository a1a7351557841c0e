// A disk without space, below the database and below the pictures: it is said so, nothing is half done, and the same works again
// when space is freed.

import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import type { SessionDocument } from '../../server/conversation/documents.ts';
import { beginSession, request, say, sayAndWait, session } from './api.ts';
import { fillDatabase } from './full-database.ts';
import { killAll, noProcessTable, processesOf } from './processes.ts';
import { type RunningProduct, startProduct, temporaryFolder } from './product.ts';

const hook = pathToFileURL(join(import.meta.dirname, 'full-disk.ts')).href;

describe('a full disk', { skip: noProcessTable }, () => {
  const folder = temporaryFolder();
  const sign = `${folder.path}-is-full`;
  let product: RunningProduct;
  let begun: SessionDocument;

  before(async () => {
    product = await startProduct(folder.path, { NODE_OPTIONS: `--import=${hook}`, FOCUS_TEST_FULL_DISK: sign });
    begun = await beginSession(product.address);
  });
  after(async () => {
    await product?.stop().catch(() => {});
    killAll(processesOf(folder.path));
    rmSync(sign, { force: true });
    folder.remove();
  });

  test('a message that cannot be stored is refused, and taken under the same id later', async () => {
    const turn = { id: randomUUID(), text: 'the yellow cone' };
    const free = await fillDatabase(folder.path, 'turn');
    await assert.rejects(say(product.address, begun.id, turn), /507.*disk-full.*Free some space/);
    assert.deepEqual((await session(product.address, begun.id)).turns, []);
    await free();
    assert.equal((await sayAndWait(product.address, begun.id, turn)).status, 'done');
  });

  test('a picture that cannot be stored is refused, and taken later', async () => {
    const form = new FormData();
    form.append('file', new Blob([readFileSync(join(import.meta.dirname, '..', '..', 'samples', 'balls-on-wood.png'))]), 'balls.png');
    const send = () => request<{ width: number }>(product.address, '/api/images', { method: 'POST', body: form });
    writeFileSync(sign, '');
    await assert.rejects(send(), /507.*disk-full/);
    rmSync(sign);
    assert.equal((await send()).width, 128);
  });

  test('an edit whose picture cannot be stored fails with the reason and leaves the session as it was', async () => {
    const edit = { text: 'remove the yellow cone', seed: 77 };
    const { currentImage } = await session(product.address, begun.id);
    writeFileSync(sign, '');
    const failed = await sayAndWait(product.address, begun.id, { id: randomUUID(), ...edit });
    assert.deepEqual([failed.status, failed.error?.code, failed.edit], ['failed', 'disk-full', null]);
    assert.equal((await session(product.address, begun.id)).currentImage?.id, currentImage?.id);
    rmSync(sign);
    assert.equal((await sayAndWait(product.address, begun.id, { id: randomUUID(), ...edit })).edit?.kind, 'remove');
  });
});
