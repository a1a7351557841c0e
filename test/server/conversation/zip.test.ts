import assert from 'node:assert/strict';
import { test } from 'node:test';
import { zip } from '../../../server/conversation/zip.ts';
import { unzip } from './unzip.ts';

async function* entries(files: Record<string, Uint8Array>) {
  for (const [name, bytes] of Object.entries(files)) yield { name, bytes };
}

async function archive(files: Record<string, Uint8Array>, start = 0): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of zip(entries(files), new Date('2026-11-24T20:30:42Z'), start)) chunks.push(chunk);
  return Buffer.concat(chunks);
}

test('an archive gives back its files with their names', async () => {
  const files = { 'a/käse 🙂.txt': new TextEncoder().encode('hello'), 'b.bin': Uint8Array.from({ length: 1000 }, (_, index) => index), empty: new Uint8Array() };
  const found = unzip(await archive(files));
  assert.deepEqual(found, new Map(Object.entries(files)));
});

test('an archive of nothing is one', async () => assert.equal(unzip(await archive({})).size, 0));

test('places past 4 GiB are written as ZIP64', async () => {
  const start = 5 * 2 ** 30;
  const bytes = await archive({ one: new Uint8Array(3) }, start);
  const directory = bytes.indexOf(Buffer.from([0x50, 0x4b, 1, 2]));
  assert.equal(bytes.readUInt32LE(directory + 42), 0xffffffff);
  assert.equal(bytes.readBigUInt64LE(directory + 46 + 3 + 4), BigInt(start));
  const wide = bytes.indexOf(Buffer.from([0x50, 0x4b, 6, 6]));
  assert.equal(bytes.readBigUInt64LE(wide + 48), BigInt(start + directory));
  assert.equal(bytes.readUInt32LE(bytes.length - 6), 0xffffffff);
});
