import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Tensor } from 'onnxruntime-node';
import type { Cache } from '../../../server/focus/cache.ts';
import { readCheckpoint } from '../../../server/focus/checkpoint.ts';
import { graphFolder } from '../../../server/focus/graph-files.ts';
import { type LanguageModel, openLanguageModel } from '../../../server/focus/language.ts';
import { openSessions, type Sessions, type Tensors } from '../../../server/focus/sessions.ts';
import { type TestCheckpoint, writeTestCheckpoint } from './test-checkpoint.ts';

let checkpoint: TestCheckpoint;
let sessions: Sessions;
let model: LanguageModel;
let whole: (past: Tensors, length: number, ids: number[]) => Promise<{ logits: Float32Array; past: Tensors }>;

before(async () => {
  checkpoint = writeTestCheckpoint();
  const read = await readCheckpoint(checkpoint.folder);
  sessions = openSessions({ folder: await graphFolder(read, checkpoint.cache), device: 'cpu' });
  model = openLanguageModel(sessions, read.config);
  const { width } = read.config.languageModel;
  // The other way to keep a cache: every run gives all of it, with not a row to spare.
  whole = async (past, length, ids) => {
    const outputs = await sessions.run('read_on_device', {
      input_ids: new Tensor('int64', BigInt64Array.from(ids, BigInt), [1, ids.length]),
      inject: new Tensor('float32', new Float32Array(ids.length * width), [1, ids.length, width]),
      seqlens_k: new Tensor('int32', Int32Array.of(length + ids.length - 1), [1]),
      total_sequence_length: new Tensor('int32', Int32Array.of(length + ids.length), []),
      ...past,
    });
    const presents = Object.entries(outputs).filter(([name]) => name.startsWith('present_'));
    return { logits: outputs.logits.data as Float32Array, past: Object.fromEntries(presents.map(([name, tensor]) => [name.replace('present', 'past'), tensor])) };
  };
});
after(async () => {
  await sessions.close();
  checkpoint.remove();
});

const words = (count: number, from: number): number[] => Array.from({ length: count }, (_, index) => (from + index * 37) % 3000);

test('a cache with room to spare gives the logits of one without, bit for bit, also after it was moved', async () => {
  const chunk = words(20, 5);
  let { cache } = await model.read(model.empty, chunk);
  let { past } = await whole(model.empty.tensors, 0, chunk);
  // More steps than there is room for after the first move.
  for (const [index, id] of words(140, 11).entries()) {
    const step = await model.step(cache, [id]);
    const reference = await whole(past, cache.length, [id]);
    assert.deepEqual(step.logits, reference.logits, `step ${index}`);
    ({ cache, past } = { cache: step.cache, past: reference.past });
  }
});

test('two go on from the same cache, one step each in turn, and do not see each other', async () => {
  const { cache } = await model.read(model.empty, words(12, 3));
  const [one, other] = [words(9, 100), words(9, 2000)];
  const alone = async (ids: number[]): Promise<Float32Array[]> => {
    const logits: Float32Array[] = [];
    let at: Cache = (await model.read(model.empty, words(12, 3))).cache;
    for (const id of ids) {
      const step = await model.step(at, [id]);
      logits.push(step.logits);
      at = step.cache;
    }
    return logits;
  };
  const expected = [await alone(one), await alone(other)];
  const caches = [cache, cache];
  for (let index = 0; index < one.length; index += 1) {
    for (const [who, ids] of [one, other].entries()) {
      const step = await model.step(caches[who], [ids[index]]);
      assert.deepEqual(step.logits, expected[who][index], `step ${index} of ${who}`);
      caches[who] = step.cache;
    }
  }
  assert.equal(cache.length, 12);
});
