// The diffusion decoder's loop: from noise to latents in a few steps that each predict the clean latents.

import { Tensor } from 'onnxruntime-node';
import { type FocusConfig, gridSide } from '../../models/focus/config.ts';
import { throwIfStopped } from './cancel.ts';
import type { Engine } from './engine.ts';
import { normalNoise, uniform } from './random.ts';

export interface PaintRequest {
  /** [codeChannels, k, k] of code.onnx or lookup.onnx. */
  codeMap: Tensor;
  /** [latents, s, s] of encode.onnx. */
  sourceLatents: Tensor;
  /** [s, s], 1 = to be painted. */
  mask: Float32Array;
  /** Whether the source under the mask is the old content (recolour), not a filling. */
  sourceVisible: boolean;
  /** [width] of segment.onnx. */
  editState: Float32Array;
  seed: number;
  steps: number;
  signal?: AbortSignal;
}

/** The code map of an edit, which has no codes of its own. */
export function noCodes(config: FocusConfig): Tensor {
  const channels = config.semanticTokenizer.codeWidth + config.pixelTokenizer.codeWidth;
  const side = gridSide(config);
  return new Tensor('float32', new Float32Array(channels * side * side), [1, channels, side, side]);
}

/** Yields the clean latents as predicted after each step; the last are the result. */
export async function* paint(engine: Engine, request: PaintRequest): AsyncGenerator<{ step: number; clean: Tensor }, Tensor> {
  const { steps, signal } = request;
  const shape = request.sourceLatents.dims;
  const size = shape.reduce((product, length) => product * length, 1);
  const side = shape[shape.length - 1];
  const latents = normalNoise(size, uniform(request.seed));
  const fixed = {
    code_map: request.codeMap,
    source_latents: request.sourceLatents,
    mask: new Tensor('float32', request.mask, [1, 1, side, side]),
    source_visible: new Tensor('float32', Float32Array.of(request.sourceVisible ? 1 : 0), [1]),
    edit_state: new Tensor('float32', request.editState, [1, request.editState.length]),
  };
  let clean: Tensor = request.sourceLatents;
  for (let step = 0; step < steps; step += 1) {
    throwIfStopped(signal);
    const time = 1 - step / steps;
    const result = await engine.sessions.run('paint', {
      ...fixed,
      latents: new Tensor('float32', latents, [...shape]),
      timestep: new Tensor('float32', Float32Array.of(time), [1]),
    });
    clean = result.clean;
    yield { step: step + 1, clean };
    throwIfStopped(signal);
    if (step < steps - 1) renoise(latents, clean.data as Float32Array, time, 1 - (step + 1) / steps);
  }
  return clean;
}

/** Paints to the end without a word. */
export async function paintAll(engine: Engine, request: PaintRequest): Promise<Tensor> {
  const painting = paint(engine, request);
  let step = await painting.next();
  while (!step.done) step = await painting.next();
  return step.value;
}

/** Moves noisy latents from one time to an earlier one along the noise that the prediction leaves unexplained (DDIM). */
function renoise(latents: Float32Array, clean: Float32Array, from: number, to: number): void {
  const [keep, noise] = levels(from);
  const [nextKeep, nextNoise] = levels(to);
  for (let index = 0; index < latents.length; index += 1) {
    const unexplained = (latents[index] - keep * clean[index]) / noise;
    latents[index] = nextKeep * clean[index] + nextNoise * unexplained;
  }
}

/** How much of the picture and of the noise is in latents at a time, 1 = pure noise. */
export function levels(time: number): [number, number] {
  return [Math.cos((time * Math.PI) / 2), Math.sin((time * Math.PI) / 2)];
}
