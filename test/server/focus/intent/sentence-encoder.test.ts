// The encoder gives what the published one gives, and what the same weights give in numpy.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { openSentenceEncoder, shippedEncoder } from '../../../../server/focus/sentence-encoder.ts';
import { findPyTorch } from '../../../parity/pytorch.ts';

const root = fileURLToPath(new URL('../../../..', import.meta.url));
const cache = mkdtempSync(join(tmpdir(), 'focus-sentences-'));
const encoder = await openSentenceEncoder(cache);
after(async () => {
  await encoder.close();
  rmSync(cache, { recursive: true, force: true });
});
const probes = JSON.parse(readFileSync(join(shippedEncoder, 'probes.json'), 'utf8')) as { text: string; ids: number[]; embedding: number[] }[];
const product = (one: ArrayLike<number>, other: ArrayLike<number>): number => Array.from(one).reduce((sum, value, at) => sum + value * other[at], 0);

test('sentences are cut into the same pieces, and their vectors point where those of the published weights do', async () => {
  for (const { text, ids, embedding } of probes) {
    assert.deepEqual(encoder.tokens(text), ids);
    assert.ok(product((await encoder.encode(text)).embedding, embedding) > 0.998, text);
  }
});

test('what means the same lies nearer than what does not', async () => {
  const [one, same, other] = await Promise.all(['take the dog away', 'get rid of the puppy', 'how many cones are there'].map(async (text) => (await encoder.encode(text)).embedding));
  assert.ok(product(one, same) > product(one, other) + 0.2);
});

test('a message longer than the encoder reads is cut off, an empty one has only its ends', async () => {
  assert.equal(encoder.tokens('cube '.repeat(400)).length, 128);
  assert.equal(encoder.tokens('').length, 2);
  assert.equal((await encoder.encode('cube '.repeat(400))).embedding.length, 384);
});

test('words that look like marks are text', () => {
  assert.ok(!encoder.tokens('[SEP] [CLS]').slice(1, -1).some((id) => id === 101 || id === 102));
});

const { python, missing } = findPyTorch();
test('onnxruntime and numpy agree on every layer', { skip: missing ?? false }, async () => {
  const { status, stdout, stderr } = spawnSync(python!, ['-m', 'models.training.sentence_reference', shippedEncoder, join(root, 'models/configs/minilm.json')], {
    cwd: root, encoding: 'utf8', input: JSON.stringify(probes.map(({ ids }) => ids)), maxBuffer: 1 << 26, env: { ...process.env, PYTHONPATH: root },
  });
  assert.equal(status, 0, stderr);
  const expected = JSON.parse(stdout) as { embedding: number[]; pooled: number[] }[];
  for (const [index, { text }] of probes.entries()) {
    const found = await encoder.encode(text);
    for (const [one, other] of [[found.embedding, expected[index].embedding], [found.pooled, expected[index].pooled]] as const) {
      const furthest = Math.max(...Array.from(one, (value, at) => Math.abs(value - other[at])));
      assert.ok(furthest < 1e-4 * Math.max(...other.map(Math.abs)), `${text}: ${furthest}`);
    }
  }
});
