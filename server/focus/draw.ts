// A picture from words alone: the language model writes its codes, the diffusion decoder paints from them.

import { Tensor } from 'onnxruntime-node';
import { gridSide } from '../../models/focus/config.ts';
import { latentSide } from '../../models/focus/vae.ts';
import { createMask } from '../images/mask.ts';
import { throwIfStopped } from './cancel.ts';
import { decode } from './decode.ts';
import { attributeCode } from './edit-code.ts';
import type { Engine } from './engine.ts';
import { fromPlanes } from './frame.ts';
import { pictureGrammar } from './grammar.ts';
import { disposeCache, sampled } from './language.ts';
import { paint } from './paint.ts';
import { buildPrompt } from './prompt.ts';
import { uniform } from './random.ts';
import type { EditResult, TurnEvent } from './turn-events.ts';

export interface DrawOptions {
  seed: number;
  signal?: AbortSignal;
  /** Denoising steps. */
  steps?: number;
}

/** How freely the codes are drawn by lot (spec §5.7). */
const sampling = { temperature: 1, keep: 64 };

/** `request` as a person would say it: "draw a red cube on grass". */
export async function* drawPicture(engine: Engine, request: string, options: DrawOptions): AsyncGenerator<TurnEvent, EditResult> {
  const { config } = engine;
  const { seed, signal, steps = 1 } = options;
  const codes = yield* writeCodes(engine, request, seed, signal);
  const ids = (values: number[]): Tensor => new Tensor('int64', BigInt64Array.from(values, BigInt), [1, values.length]);
  const { code_map: codeMap } = await engine.sessions.run('lookup', { semantic_ids: ids(codes.semantic), pixel_ids: ids(codes.pixel) });
  const side = latentSide(config.vae);
  const size = config.vae.picture;
  // There is no source: the decoder was taught that mid grey means so.
  const grey = new Tensor('float32', new Float32Array(3 * size * size).fill(0.5), [1, 3, size, size]);
  const { latents: sourceLatents } = await engine.sessions.run('encode', { picture: grey });
  const painting = paint(engine, {
    codeMap, sourceLatents, sourceVisible: false, seed, steps, signal,
    mask: new Float32Array(side * side).fill(1),
    editState: attributeCode('kind.draw', config.diffusion.editState),
  });
  yield { type: 'edit-progress', step: 0, of: steps };
  let step = await painting.next();
  for (; !step.done; step = await painting.next()) yield { type: 'edit-progress', step: step.value.step, of: steps };
  const developed = await engine.sessions.run('develop', { latents: step.value });
  const paintedAt = { width: size, height: size };
  const picture = fromPlanes(developed.picture.data as Float32Array, paintedAt.width, paintedAt.height);
  const region = createMask(picture.width, picture.height, 1);
  return { kind: 'draw', picture, region, changedPixels: region.data.length, seed, paintedAt };
}

/** Semantic and pixel codes of a picture, row by row, in the picture block of the answer. Says so after each row. */
async function* writeCodes(engine: Engine, request: string, seed: number, signal?: AbortSignal): AsyncGenerator<TurnEvent, { semantic: number[]; pixel: number[] }> {
  const { model, vocabulary, tokenizer, config } = engine;
  const { ids } = buildPrompt({ text: request, regions: [], sessionMasks: [], history: [] }, vocabulary, tokenizer);
  throwIfStopped(signal);
  const start = await model.read(model.empty, [...ids, vocabulary.id('<draw>')]);
  const side = gridSide(config);
  const grammar = pictureGrammar(vocabulary, { semantic: side, pixel: side });
  const next = uniform(seed);
  const steps = decode(model, start, grammar, { signal, choose: (logits, allowed) => sampled(logits, allowed, { ...sampling, next }) });
  let rows = 0;
  let step = await steps.next();
  for (; !step.done; step = await steps.next()) {
    const written = Math.floor((grammar.codes.semantic.length + grammar.codes.pixel.length) / side);
    if (written > rows) yield { type: 'code-progress', step: (rows = written), of: 2 * side };
  }
  disposeCache(step.value.cache);
  return grammar.codes;
}
