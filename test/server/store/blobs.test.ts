import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdir, open, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, beforeEach, test } from 'node:test';
import { type BlobFiles, openBlobs } from '../../../server/store/blobs.ts';
import { temporaryFolder } from './temporary-database.ts';

const bytes = new TextEncoder().encode('a picture');
const sha256 = createHash('sha256').update(bytes).digest('hex');
const folders: string[] = [];
let folder: string;

beforeEach(async () => {
  folder = await temporaryFolder();
  folders.push(folder);
});

after(async () => {
  for (const used of folders) await rm(used, { recursive: true, force: true });
});

const failing = (code: string): never => {
  throw Object.assign(new Error(code), { code });
};
const real: BlobFiles = { mkdir, open, rename };

/** Files on a disk that takes half of what is written. */
const halfDisk = (code: string): BlobFiles => ({
  ...real,
  open: async (path, flags, mode) => {
    const file = await open(path, flags, mode);
    file.writeFile = async (data) => {
      await file.write((data as Uint8Array).subarray(0, 4));
      failing(code);
    };
    return file;
  },
});

test('what was put is got back under its sha256', async () => {
  const blobs = await openBlobs(folder);
  assert.equal(await blobs.put(bytes), sha256);
  assert.deepEqual(new Uint8Array(await blobs.get(sha256)), bytes);
});

test('the same bytes are kept once, also when put at the same time', async () => {
  const blobs = await openBlobs(folder);
  assert.deepEqual(await Promise.all([blobs.put(bytes), blobs.put(bytes), blobs.put(bytes)]), [sha256, sha256, sha256]);
  assert.deepEqual(await readdir(join(folder, 'blobs', sha256.slice(0, 2))), [sha256.slice(2)]);
});

test('a blob is found again after the folder is opened anew', async () => {
  await (await openBlobs(folder)).put(bytes);
  assert.deepEqual(new Uint8Array(await (await openBlobs(folder)).get(sha256)), bytes);
});

test('a full disk is called so, leaves nothing behind, and the next try succeeds', async () => {
  const blobs = await openBlobs(folder, halfDisk('ENOSPC'));
  await assert.rejects(blobs.put(bytes), { code: 'disk-full', status: 507 });
  assert.deepEqual(await readdir(join(folder, 'blobs', 'incoming')), []);
  const later = await openBlobs(folder);
  await assert.rejects(later.get(sha256), { code: 'blob-missing' });
  await later.put(bytes);
  assert.deepEqual(new Uint8Array(await later.get(sha256)), bytes);
});

test('half a file under the final name is replaced', async () => {
  const blobs = await openBlobs(folder);
  await mkdir(join(folder, 'blobs', sha256.slice(0, 2)));
  await writeFile(join(folder, 'blobs', sha256.slice(0, 2), sha256.slice(2)), bytes.subarray(0, 3));
  await blobs.put(bytes);
  assert.deepEqual(new Uint8Array(await blobs.get(sha256)), bytes);
});

test('a folder that cannot be written is named', async () => {
  const blobs = await openBlobs(folder, halfDisk('EACCES'));
  await assert.rejects(blobs.put(bytes), { code: 'data-folder-not-writable', status: 500, message: /permission denied/ });
  await writeFile(join(folder, 'file'), '');
  await assert.rejects(openBlobs(join(folder, 'file')), { code: 'data-folder-not-writable' });
});

test('a blob that is not there is missing', async () => {
  const blobs = await openBlobs(folder);
  await assert.rejects(blobs.get('0'.repeat(64)), { code: 'blob-missing', status: 410 });
});

test('a name cannot lead out of the folder', async () => {
  const blobs = await openBlobs(folder);
  await writeFile(join(folder, 'secret'), 'x');
  await assert.rejects(blobs.get('../../secret'), { code: 'blob-missing' });
});
