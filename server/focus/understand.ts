// From a turn's words and prompts to what the model makes of them: an action, words, masks.

import { Tensor } from 'onnxruntime-node';
import { throwIfStopped } from './cancel.ts';
import { decode } from './decode.ts';
import type { Engine } from './engine.ts';
import { answerGrammar } from './grammar.ts';
import { disposeCache, mostLikely, probabilityOf } from './language.ts';
import { buildPrompt, injection, type ModelAnswer, type Prompt, type PromptParts } from './prompt.ts';
import type { Predicted } from './segment.ts';
import type { Action, SpecialToken } from './special-tokens.ts';
import { touchedOnly } from './touched.ts';
import type { View } from './view.ts';
import { withinBoxes } from './within.ts';

export interface Understanding {
  answer: ModelAnswer;
  /** Chance of the words of the answer, 0 to 1. */
  confidence: number;
  /** Null where the answer is in words only. */
  predicted: Predicted | null;
}

/** What is said while understanding: the action as soon as it is chosen, then the answer's text so far. */
export interface Spoken {
  action: Action;
  text: string;
}

/** Reads a turn about a view and says the answer; `permitted` actions only. */
export async function* understand(
  engine: Engine,
  view: View,
  parts: PromptParts,
  permitted: readonly Action[],
  signal?: AbortSignal,
): AsyncGenerator<Spoken, Understanding> {
  const { vocabulary, tokenizer, model } = engine;
  const prompt = fitting(engine, view, parts);
  const regions = await regionTokens(engine, view, prompt);
  throwIfStopped(signal);
  const start = await model.read(view.prefix, prompt.ids, regions ? injection(prompt, regions, model.width) : undefined);

  const grammar = answerGrammar(vocabulary, permitted);
  let confidence = 1;
  const steps = decode(model, start, grammar, {
    signal,
    choose: (logits, allowed) => {
      const id = mostLikely(logits, allowed);
      // The names an answer hangs on may be said in many ways; only the answer itself counts.
      const naming = allowed.some(({ from }) => from === vocabulary.id('</p>'));
      if (grammar.parts.action === 'answer' && id < vocabulary.text.to && !naming) confidence *= probabilityOf(logits, allowed, id);
      return id;
    },
  });
  let spoken = 0;
  let step = await steps.next();
  for (; !step.done; step = await steps.next()) {
    const { action, text } = grammar.parts;
    if (action !== 'answer' || text.length === spoken) continue;
    spoken = text.length;
    yield { action, text: tokenizer.decode(text) };
  }
  const { cache, pending } = step.value;
  const answer: ModelAnswer = {
    action: grammar.parts.action ?? 'answer',
    names: tokenizer.decode(grammar.parts.names),
    text: tokenizer.decode(grammar.parts.text),
    ...(grammar.parts.action === 'answer' && { confidence }),
  };
  const masked = pending[pending.length - 1] === vocabulary.id('[SEG]');
  const predicted = masked ? await predict(engine, view, cache, pending) : null;
  const pointedAt = parts.text.trim() === '' && parts.sessionMasks.length === 0 && parts.regions.length > 0;
  if (predicted && pointedAt) predicted.logits = predicted.logits.map((logits) => touchedOnly(withinBoxes(logits, parts.regions, engine.grid), parts.regions, engine.grid));
  // Keys and values made by single steps end with the turn: the next one reads its context anew, in one chunk.
  if (cache !== start.cache) disposeCache(cache);
  disposeCache(start.cache);
  return { answer, confidence, predicted };
}

/** The whole of a turn without anybody listening. */
export async function understood(...parameters: Parameters<typeof understand>): Promise<Understanding> {
  const steps = understand(...parameters);
  let step = await steps.next();
  while (!step.done) step = await steps.next();
  return step.value;
}

/** Reads [SEG], the mask queries and <edit> in one chunk behind what was said, and asks the predictor. */
async function predict(engine: Engine, view: View, cache: View['prefix'], pending: readonly number[]): Promise<Predicted> {
  const { model, vocabulary, config } = engine;
  const queries = Array.from({ length: config.segmentationPredictor.queries }, (_, query) => vocabulary.id(`<seg_${query}>` as SpecialToken));
  const chunk = [...pending, ...queries, vocabulary.id('<edit>')];
  const reading = await model.read(cache, chunk);
  disposeCache(reading.cache);
  return engine.segment(view.features, reading.hidden.subarray((pending.length - 1) * model.width));
}

/** The prompt, with the oldest history left out where the context would overflow. */
function fitting(engine: Engine, view: View, parts: PromptParts): Prompt {
  // Room for an answer: names, words, the mask queries.
  const room = engine.config.languageModel.context - view.prefix.length - 128;
  for (let skipped = 0; ; skipped += 1) {
    const prompt = buildPrompt({ ...parts, history: parts.history.slice(skipped) }, engine.vocabulary, engine.tokenizer);
    if (prompt.ids.length <= room || skipped >= parts.history.length) return prompt;
  }
}

/** Tokens [regions, width] of the prompts drawn on the view; undefined where there are none. */
async function regionTokens(engine: Engine, view: View, { regions }: Prompt): Promise<Float32Array | undefined> {
  if (regions.length === 0) return undefined;
  const cells = engine.grid ** 2;
  const rasters = new Float32Array(regions.length * cells);
  for (const [index, { raster }] of regions.entries()) rasters.set(raster, index * cells);
  const result = await engine.sessions.run('region', {
    region_features: view.features.region_features,
    memory: view.features.memory,
    raster: new Tensor('float32', rasters, [1, regions.length, cells]),
    region_type: new Tensor('int64', BigInt64Array.from(regions, ({ type }) => BigInt(type)), [1, regions.length]),
  });
  return result.region_tokens.data as Float32Array;
}
