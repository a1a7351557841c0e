import assert from 'node:assert/strict';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { test } from 'node:test';
import sharp from 'sharp';
import { area } from '../../server/images/mask.ts';
import { normalise } from './metrics/accuracy.ts';
import { readSentences } from './sentence-set.ts';
import { unionOf } from './set.ts';

const folder = fileURLToPath(new URL('./sentences', import.meta.url));
const pictures = await readSentences(join(folder, 'sentences.jsonl'));
const all = pictures.flatMap(({ sentences }) => sentences);

test('100 sentences for 20 pictures ask for answers, masks and nothing', () => {
  assert.equal(pictures.length, 20);
  assert.ok(pictures.every(({ sentences }) => sentences.length === 5));
  const counts = ['answer', 'mask', 'none'].map((kind) => all.filter((sentence) => sentence.kind === kind).length);
  assert.deepEqual(counts, [39, 46, 15]);
});

test('no sentence is asked twice', () => {
  assert.equal(new Set(all.map(({ text }) => normalise(text))).size, all.length);
});

test('every picture lies beside the file, has the size of its masks, and each object shows', async () => {
  for (const picture of pictures) {
    const { width, height } = await sharp(join(folder, picture.file)).metadata();
    assert.deepEqual([width, height], [picture.width, picture.height], picture.file);
    for (const [index, { name }] of picture.masks.entries()) assert.ok(area(unionOf(picture, [index])) >= 30, `${picture.file}: ${name}`);
  }
});

test('no sentence is one of the rendered held-out set', async () => {
  const rendered = (await readFile(fileURLToPath(new URL('./heldout/set.jsonl', import.meta.url)), 'utf8')).trim().split('\n').map((line) => JSON.parse(line));
  const asked = new Set(rendered.flatMap(({ qa, refs }) => [...qa.map(({ q }: { q: string }) => q), ...refs.map(({ text }: { text: string }) => text)]).map(normalise));
  assert.ok(asked.size > 100);
  assert.deepEqual(all.map(({ text }) => text).filter((text) => asked.has(normalise(text))), []);
});

test('the folder stays below 150 kB', async () => {
  const sizes = await Promise.all((await readdir(folder)).map(async (name) => (await stat(join(folder, name))).size));
  assert.ok(sizes.reduce((sum, size) => sum + size, 0) < 150_000);
});
