// Keys and values of the tokens read so far, in the memory of this process. A step writes only the rows of its own tokens, behind
// those that are there; caches that begin alike share rows. Still no cache ever changes: who goes on from a shorter cache than was
// written so far gets a copy.

import { Tensor } from 'onnxruntime-node';
import type { FocusConfig } from '../../models/focus/config.ts';
import type { Tensors } from './sessions.ts';

export interface Cache {
  /** Tokens read so far. */
  length: number;
  /** past_key_i, past_value_i [1, kvHeads, rows, headSize]; what lies behind the first `length` rows counts for nothing. */
  tensors: Tensors;
  /** Where they lie; none for a cache that is kept on a device. */
  store?: Store;
}

interface Store {
  /** Rows there is room for, and rows written so far. */
  capacity: number;
  used: number;
  /** [layers, key and value, kvHeads, capacity, headSize] */
  rows: Float32Array;
  tensors: Tensors;
}

type Form = Pick<FocusConfig['languageModel'], 'layers' | 'kvHeads' | 'headSize'>;

/** Rows to spare when a cache is moved: most answers fit into them. */
const spare = 64;

export const cacheNames = (layers: number): string[] => Array.from({ length: layers }, (_, layer) => [`key_${layer}`, `value_${layer}`]).flat();

export function emptyCache(form: Form): Cache {
  const { tensors } = openStore(form, 0);
  return { length: 0, tensors };
}

/** The cache after `count` more tokens. `written` [layers, key and value, kvHeads, count, headSize] as `read` gives it. */
export function lengthened(cache: Cache, written: Float32Array, count: number, form: Form): Cache {
  const { headSize } = form;
  const length = cache.length + count;
  let { store } = cache;
  if (store === undefined || store.used !== cache.length || store.capacity < length) {
    // What is read first is a picture, which is kept for long: it gets no more room than it needs.
    const moved = openStore(form, cache.length === 0 ? length : length + spare);
    if (store !== undefined) copyRows(store.rows, store.capacity, moved.rows, moved.capacity, 0, cache.length, headSize);
    store = moved;
  }
  copyRows(written, count, store.rows, store.capacity, cache.length, count, headSize);
  store.used = length;
  return { length, tensors: store.tensors, store };
}

/** Copies the first `count` rows of every head to row `at`; heads are `fromRows` and `toRows` rows long. */
function copyRows(from: Float32Array, fromRows: number, to: Float32Array, toRows: number, at: number, count: number, headSize: number): void {
  const heads = to.length / (toRows * headSize);
  for (let head = 0; head < heads; head += 1) {
    const start = head * fromRows * headSize;
    to.set(from.subarray(start, start + count * headSize), (head * toRows + at) * headSize);
  }
}

function openStore({ layers, kvHeads, headSize }: Form, capacity: number): Store {
  const size = kvHeads * capacity * headSize;
  const rows = new Float32Array(2 * layers * size);
  const part = (index: number) => new Tensor('float32', rows.subarray(index * size, (index + 1) * size), [1, kvHeads, capacity, headSize]);
  const tensors = Object.fromEntries(cacheNames(layers).map((name, index) => [`past_${name}`, part(index)]));
  return { capacity, used: 0, rows, tensors };
}
