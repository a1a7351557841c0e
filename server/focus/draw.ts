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
import { paintAll } from './paint.ts';
import { develop, paintShown } from './paint-shown.ts';
import type { PreviewPace } from './preview-pace.ts';
import { buildPrompt } from './prompt.ts';
import { uniform } from './random.ts';
import type { EditPreview, EditResult, TurnEvent } from './turn-events.ts';

export interface DrawOptions {
  seed: number;
  signal?: AbortSignal;
  /** Denoising steps. */
  steps?: number;
  previews?: PreviewPace;
}

/** How freely the codes are drawn by lot (spec §5.7). */
const sampling = { temperature: 1, keep: 64 };

type Codes = ReturnType<typeof pictureGrammar>['codes'];

/** `request` as a person would say it: "draw a red cube on grass". */
export async function* drawPicture(engine: Engine, request: string, options: DrawOptions): AsyncGenerator<TurnEvent, EditResult> {
  const { config } = engine;
  const { seed, signal, steps = 1, previews } = options;
  const side = latentSide(config.vae);
  const size = config.vae.picture;
  throwIfStopped(signal);
  // There is no source: the decoder was taught that mid grey means so.
  const grey = new Tensor('float32', new Float32Array(3 * size * size).fill(0.5), [1, 3, size, size]);
  const { latents: sourceLatents } = await engine.sessions.run('encode', { picture: grey });
  const easel = {
    sourceLatents, sourceVisible: false, seed, signal,
    mask: new Float32Array(side * side).fill(1),
    editState: attributeCode('kind.draw', config.diffusion.editState),
  };
  const region = createMask(size, size, 1);
  const preview = async (clean: Tensor): Promise<EditPreview> => ({ picture: fromPlanes(await develop(engine, clean), size, size), mask: region, box: null });
  const sketch = async (codes: Codes): Promise<EditPreview> => preview(await paintAll(engine, { ...easel, codeMap: await codeMapOf(engine, codes), steps: 1 }));
  // Opening a graph takes longer than any preview, and all of them are needed in any case.
  if (previews !== undefined) await Promise.all((['lookup', 'paint', 'develop'] as const).map((graph) => engine.sessions.open(graph)));
  const codes = yield* writeCodes(engine, request, { ...options, sketch });
  const latents = yield* paintShown(engine, { ...easel, codeMap: await codeMapOf(engine, codes), steps }, { previews, preview });
  const { picture } = await preview(latents);
  return { kind: 'draw', picture, region, changedPixels: region.data.length, seed, paintedAt: { width: size, height: size } };
}

/** The code map of codes that may not all be written yet: nothing stands where none is, as the decoder knows it from edits. */
async function codeMapOf({ config, sessions }: Engine, { semantic, pixel }: Codes): Promise<Tensor> {
  const cells = gridSide(config) ** 2;
  const ids = (values: number[]): Tensor => new Tensor('int64', BigInt64Array.from({ length: cells }, (_, cell) => BigInt(values[cell] ?? 0)), [1, cells]);
  const { code_map: codeMap } = await sessions.run('lookup', { semantic_ids: ids(semantic), pixel_ids: ids(pixel) });
  const values = codeMap.data as Float32Array;
  for (let channel = 0; channel < codeMap.dims[1]; channel += 1) {
    const written = channel < config.semanticTokenizer.codeWidth ? semantic.length : pixel.length;
    values.fill(0, channel * cells + written, (channel + 1) * cells);
  }
  return codeMap;
}

/** Semantic and pixel codes of a picture, row by row, in the picture block of the answer. Says so after each row. */
async function* writeCodes(engine: Engine, request: string, options: DrawOptions & { sketch: (codes: Codes) => Promise<EditPreview> }): AsyncGenerator<TurnEvent, Codes> {
  const { model, vocabulary, tokenizer, config } = engine;
  const { seed, signal, previews, sketch } = options;
  const { ids } = buildPrompt({ text: request, regions: [], sessionMasks: [], history: [] }, vocabulary, tokenizer);
  throwIfStopped(signal);
  const start = await model.read(model.empty, [...ids, vocabulary.id('<draw>')]);
  const side = gridSide(config);
  const grammar = pictureGrammar(vocabulary, { semantic: side, pixel: side });
  const next = uniform(seed);
  const steps = decode(model, start, grammar, { signal, choose: (logits, allowed) => sampled(logits, allowed, { ...sampling, next }) });
  const of = 2 * side;
  let rows = 0;
  let step = await steps.next();
  for (; !step.done; step = await steps.next()) {
    const written = Math.floor((grammar.codes.semantic.length + grammar.codes.pixel.length) / side);
    if (written === rows) continue;
    rows = written;
    yield { type: 'code-progress', step: rows, of };
    // Behind the last row the painting begins at once.
    if (rows === of || !previews?.due()) continue;
    throwIfStopped(signal);
    yield { type: 'edit-preview', ...(await previews.measure(() => sketch(grammar.codes))) };
  }
  disposeCache(step.value.cache);
  return grammar.codes;
}
