// Painting as it is seen from outside: how many steps are done, and now and then what the picture looks like so far.

import type { Tensor } from 'onnxruntime-node';
import { throwIfStopped } from './cancel.ts';
import type { Engine } from './engine.ts';
import { paint, type PaintRequest } from './paint.ts';
import type { PreviewPace } from './preview-pace.ts';
import type { EditPreview, TurnEvent } from './turn-events.ts';

export interface PaintShown {
  /** No previews where it is left out. */
  previews?: PreviewPace;
  /** What the clean latents that a step predicted look like. */
  preview: (clean: Tensor) => Promise<EditPreview>;
}

/** Paints to the end and gives the clean latents. The last step has no preview: the picture itself follows at once. */
export async function* paintShown(engine: Engine, request: PaintRequest, { previews, preview }: PaintShown): AsyncGenerator<TurnEvent, Tensor> {
  const { steps, signal } = request;
  const painting = paint(engine, request);
  yield { type: 'edit-progress', step: 0, of: steps };
  let step = await painting.next();
  for (; !step.done; step = await painting.next()) {
    const { step: done, clean } = step.value;
    yield { type: 'edit-progress', step: done, of: steps };
    if (done === steps || !previews?.due()) continue;
    throwIfStopped(signal);
    yield { type: 'edit-preview', ...(await previews.measure(() => preview(clean))) };
  }
  return step.value;
}

/** Pixels of clean latents, [3, side, side] 0 to 1. */
export async function develop({ sessions }: Engine, latents: Tensor): Promise<Float32Array> {
  return (await sessions.run('develop', { latents })).picture.data as Float32Array;
}
