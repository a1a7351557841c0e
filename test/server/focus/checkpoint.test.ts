import assert from 'node:assert/strict';
import { appendFileSync, existsSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, beforeEach, test } from 'node:test';
import { readCheckpoint } from '../../../server/focus/checkpoint.ts';
import { graphFolder } from '../../../server/focus/graph-files.ts';
import { type TestCheckpoint, writeManifest, writeTestCheckpoint } from './test-checkpoint.ts';

let checkpoint: TestCheckpoint;
const made: TestCheckpoint[] = [];
beforeEach(() => made.push((checkpoint = writeTestCheckpoint())));
after(() => made.forEach((one) => one.remove()));

test('a sound checkpoint is read', async () => {
  const { name, config, calibration } = await readCheckpoint(checkpoint.folder);
  assert.equal(name, 'nano');
  assert.equal(config.image.low, 128);
  assert.deepEqual(calibration, { scale: 1, offset: 0 });
});

test('a missing folder is named together with the cure', async () => {
  await assert.rejects(readCheckpoint('/nowhere/nano'), { code: 'checkpoint-missing', message: /\/nowhere\/nano\/checkpoint\.json/, hint: /git checkout/ });
});

test('missing weights are named', async () => {
  rmSync(join(checkpoint.folder, 'weights.safetensors'));
  await assert.rejects(readCheckpoint(checkpoint.folder), { code: 'checkpoint-missing', message: /weights\.safetensors cannot be read/ });
});

test('one changed byte is noticed and the file named', async () => {
  const path = join(checkpoint.folder, 'weights.safetensors');
  const bytes = readFileSync(path);
  bytes[bytes.length - 1] ^= 1;
  writeFileSync(path, bytes);
  await assert.rejects(readCheckpoint(checkpoint.folder), { code: 'checkpoint-damaged', message: /weights\.safetensors has the sha256/ });
});

test('a manifest that is not one is noticed', async () => {
  writeFileSync(join(checkpoint.folder, 'checkpoint.json'), '{"name":');
  await assert.rejects(readCheckpoint(checkpoint.folder), { code: 'checkpoint-damaged', message: /checkpoint\.json is not JSON/ });
  writeFileSync(join(checkpoint.folder, 'checkpoint.json'), '{"name":"nano"}');
  await assert.rejects(readCheckpoint(checkpoint.folder), { code: 'checkpoint-damaged', message: /does not have the form/ });
});

test('a manifest cannot name files elsewhere', async () => {
  writeFileSync(
    join(checkpoint.folder, 'checkpoint.json'),
    JSON.stringify({ name: 'nano', sha256: { 'weights.safetensors': '0'.repeat(64), 'tokenizer.json': '0'.repeat(64), '../x': '0'.repeat(64) } }),
  );
  await assert.rejects(readCheckpoint(checkpoint.folder), { code: 'checkpoint-damaged' });
});

test('weights that do not fit the configuration are refused with the reason', async () => {
  truncateSync(join(checkpoint.folder, 'weights.safetensors'), 40);
  writeManifest(checkpoint.folder);
  const read = await readCheckpoint(checkpoint.folder);
  await assert.rejects(graphFolder(read, checkpoint.cache), { code: 'checkpoint-damaged', message: /does not fit this version of focus/ });
  assert.deepEqual(readdirSync(checkpoint.cache), [], 'nothing half-made stays');
});

test('graphs are built once, and other weights get their own: whoever runs the first ones keeps them', async () => {
  const folder = await graphFolder(await readCheckpoint(checkpoint.folder), checkpoint.cache);
  writeFileSync(join(folder, 'note'), 'same folder');
  assert.equal(await graphFolder(await readCheckpoint(checkpoint.folder), checkpoint.cache), folder);
  assert.ok(existsSync(join(folder, 'note')));
  appendFileSync(join(checkpoint.folder, 'weights.safetensors'), ' ');
  writeManifest(checkpoint.folder);
  const other = await graphFolder(await readCheckpoint(checkpoint.folder), checkpoint.cache);
  assert.notEqual(other, folder);
  assert.ok(existsSync(join(folder, 'paint.onnx')) && existsSync(join(other, 'paint.onnx')));
});

test('graphs that nobody has used for a month go when others are built', async () => {
  const folder = await graphFolder(await readCheckpoint(checkpoint.folder), checkpoint.cache);
  const recent = new Date(Date.now() - 20 * 24 * 3600 * 1000);
  utimesSync(join(folder, 'stamp'), recent, recent);
  await graphFolder(await readCheckpoint(checkpoint.folder), checkpoint.cache);
  assert.ok(Date.now() - statSync(join(folder, 'stamp')).mtimeMs < 60_000, 'use is noted');
  const long = new Date(Date.now() - 40 * 24 * 3600 * 1000);
  utimesSync(join(folder, 'stamp'), long, long);
  appendFileSync(join(checkpoint.folder, 'weights.safetensors'), ' ');
  writeManifest(checkpoint.folder);
  await graphFolder(await readCheckpoint(checkpoint.folder), checkpoint.cache);
  assert.ok(!existsSync(folder));
});
