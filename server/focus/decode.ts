import type { Cache } from './cache.ts';
import { throwIfStopped } from './cancel.ts';
import type { Grammar } from './grammar.ts';
import { disposeCache, type LanguageModel, mostLikely } from './language.ts';
import type { IdRange } from './special-tokens.ts';

export interface Decoded {
  /** The cache after everything but `pending` has been read. */
  cache: Cache;
  /** Said but not read yet: the next chunk begins with them. */
  pending: number[];
}

export type Choose = (logits: Float32Array, allowed: readonly IdRange[]) => number;

/**
 * Says tokens until the grammar is finished, one yield a token, with a look at the signal before every step (about
 * a millisecond at nano size). Where the grammar leaves no choice nothing is computed: such tokens are read
 * together with the next ones.
 */
export async function* decode(
  model: LanguageModel,
  start: { cache: Cache; logits: Float32Array },
  grammar: Grammar,
  options: { signal?: AbortSignal; choose?: Choose } = {},
): AsyncGenerator<number, Decoded> {
  const choose = options.choose ?? mostLikely;
  let { cache, logits } = start;
  let pending: number[] = [];
  for (let allowed = grammar.allowed(); allowed.length > 0; allowed = grammar.allowed()) {
    const forced = allowed.length === 1 && allowed[0].to - allowed[0].from === 1;
    if (!forced && pending.length > 0) {
      throwIfStopped(options.signal);
      const reading = await model.step(cache, pending);
      if (cache !== start.cache) disposeCache(cache);
      ({ cache, logits } = reading);
      pending = [];
    }
    const id = forced ? allowed[0].from : choose(logits, allowed);
    grammar.accept(id);
    pending.push(id);
    yield id;
  }
  return { cache, pending };
}
