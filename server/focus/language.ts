// The language model: reads tokens into a cache, says one token after another. Keys and values stay on the device where that is
// possible; a cache is never changed, reading gives a longer one.

import { Tensor } from 'onnxruntime-node';
import type { FocusConfig } from '../../models/focus/config.ts';
import { type Cache, cacheNames, emptyCache, lengthened } from './cache.ts';
import type { GraphName } from './graph-names.ts';
import type { Device, Sessions, Tensors } from './sessions.ts';
import type { IdRange } from './special-tokens.ts';

export interface Reading {
  /** [vocabulary], for the token after the last one read. */
  logits: Float32Array;
  /** [tokens, width] after the last norm; empty for a step. */
  hidden: Float32Array;
  cache: Cache;
}

export interface LanguageModel {
  empty: Cache;
  width: number;
  /** Reads a chunk. `inject` [tokens, width] is added to the embeddings. */
  read(cache: Cache, ids: readonly number[], inject?: Float32Array): Promise<Reading>;
  /** Reads one or a few tokens without hidden states: the inner loop of decoding. */
  step(cache: Cache, ids: readonly number[]): Promise<Reading>;
}

/** The graph that reads: only WebGPU can keep the cache to itself. */
export const readingGraph = (device: Device): GraphName & `read${string}` => (device === 'webgpu' ? 'read_on_device' : 'read');

/** Outputs of read_on_device that stay there. */
export const keptOutputs = (config: FocusConfig): string[] => cacheNames(config.languageModel.layers).map((name) => `present_${name}`);

export function openLanguageModel(sessions: Sessions, config: FocusConfig): LanguageModel {
  const { width, layers } = config.languageModel;
  const names = cacheNames(layers);
  const graph = readingGraph(sessions.device);

  const nothing = new Map<number, Tensor>();
  const zeros = (count: number): Tensor => {
    let tensor = nothing.get(count);
    if (tensor === undefined) {
      tensor = new Tensor('float32', new Float32Array(count * width), [1, count, width]);
      // Only the lengths of decoding steps come again and again.
      if (count <= 8) nothing.set(count, tensor);
    }
    return tensor;
  };

  const run = async (cache: Cache, ids: readonly number[], inject: Tensor, hidden: boolean): Promise<Reading> => {
    const count = ids.length;
    const length = cache.length + count;
    const inputs: Tensors = {
      input_ids: new Tensor('int64', wholeNumbers(count, (index) => ids[index]), [1, count]),
      inject,
      seqlens_k: new Tensor('int32', Int32Array.of(length - 1), [1]),
      total_sequence_length: new Tensor('int32', Int32Array.of(length), []),
      ...cache.tensors,
    };
    if (graph === 'read') inputs.positions = new Tensor('int64', wholeNumbers(count, (index) => cache.length + index), [count]);
    // With outputs kept on the device, onnxruntime-node 1.30 leaves an output that is not asked for bound to the tensor of
    // the run before, whose size differs: there everything is asked for.
    const wanted = graph === 'read' ? ['logits', 'written', ...(hidden ? ['hidden'] : [])] : undefined;
    const result = await sessions.run(graph, inputs, wanted);
    return {
      logits: result.logits.data as Float32Array,
      hidden: (result.hidden?.data ?? new Float32Array(0)) as Float32Array,
      cache: graph === 'read' ? lengthened(cache, result.written.data as Float32Array, count, config.languageModel)
        : { length, tensors: Object.fromEntries(names.map((name) => [`past_${name}`, result[`present_${name}`]])) },
    };
  };

  return {
    empty: emptyCache(config.languageModel),
    width,
    read: (cache, ids, inject) => run(cache, ids, inject ? new Tensor('float32', inject, [1, ids.length, width]) : zeros(ids.length), true),
    step: (cache, ids) => run(cache, ids, zeros(ids.length), false),
  };
}

function wholeNumbers(count: number, value: (index: number) => number): BigInt64Array {
  const numbers = new BigInt64Array(count);
  for (let index = 0; index < count; index += 1) numbers[index] = BigInt(value(index));
  return numbers;
}

/** Frees what a cache holds on a device; on the CPU the garbage collector does. */
export function disposeCache(cache: Cache): void {
  for (const tensor of Object.values(cache.tensors)) if (tensor.location === 'gpu-buffer') tensor.dispose();
}

/** The most likely id within the allowed ranges; the first of equals. */
export function mostLikely(logits: Float32Array, allowed: readonly IdRange[]): number {
  let best = -1;
  let highest = -Infinity;
  for (const { from, to } of allowed) {
    for (let id = from; id < to; id += 1) {
      if (logits[id] > highest) {
        highest = logits[id];
        best = id;
      }
    }
  }
  return best < 0 ? allowed[0].from : best;
}

/** An id by lot within the allowed ranges: the `keep` most likely ones, sharpened by the temperature. */
export function sampled(
  logits: Float32Array,
  allowed: readonly IdRange[],
  { temperature, keep, next }: { temperature: number; keep: number; next: () => number },
): number {
  const ids = allowed.flatMap(({ from, to }) => Array.from({ length: to - from }, (_, index) => from + index));
  ids.sort((one, other) => logits[other] - logits[one] || one - other);
  const kept = ids.slice(0, Math.max(1, keep));
  const weights = kept.map((id) => Math.exp((logits[id] - logits[kept[0]]) / temperature));
  let left = next() * weights.reduce((sum, weight) => sum + weight, 0);
  for (const [index, id] of kept.entries()) {
    left -= weights[index];
    if (left < 0) return id;
  }
  return kept[0];
}

/** The chance of an id among the allowed ones. */
export function probabilityOf(logits: Float32Array, allowed: readonly IdRange[], id: number): number {
  let sum = 0;
  for (const { from, to } of allowed) for (let other = from; other < to; other += 1) sum += Math.exp(logits[other] - logits[id]);
  return 1 / sum;
}
