// Edits: the part round the mask is painted at the model's size and put back into the picture, inside the mask only.

import { Tensor } from 'onnxruntime-node';
import { latentSide } from '../../models/focus/vae.ts';
import { cropMask, cropPicture, pastePicture } from '../images/crop.ts';
import { compose } from '../images/compose.ts';
import type { Mask } from '../images/mask.ts';
import { resizePicture, resizePlane } from '../images/resize.ts';
import { editRegion, fillRegion } from './edit-region.ts';
import type { Engine } from './engine.ts';
import { fromPlanes, toPlanes } from './frame.ts';
import { paint } from './paint.ts';
import type { EditKind } from './special-tokens.ts';
import type { EditResult, TurnEvent } from './turn-events.ts';
import type { View } from './view.ts';

export interface EditRequest {
  kind: EditKind;
  /** What is to change, of the picture's size. */
  place: Mask;
  editState: Float32Array;
  seed: number;
  signal?: AbortSignal;
  /** Denoising steps. */
  steps?: number;
}

/** Kinds that need to see what they change. */
const seesSource: readonly EditKind[] = ['recolour'];

export async function* editPicture(engine: Engine, view: View, request: EditRequest): AsyncGenerator<TurnEvent, EditResult> {
  const { config, sessions } = engine;
  const { kind, steps = 4 } = request;
  const { picture } = view;
  const side = config.vae.picture;
  const { mask, part } = editRegion(picture, request.place, kind);
  const sourceVisible = seesSource.includes(kind);

  const filter = part.width >= side ? 'area' : 'bilinear';
  const small = resizePicture(cropPicture(picture, part), side, side, filter);
  const cover = resizePlane(Float32Array.from(cropMask(mask, part).data), part, { width: side, height: side }, filter);
  const source = sourceVisible ? small : fillRegion(small, cover);
  const { latents: sourceLatents } = await sessions.run('encode', { picture: new Tensor('float32', toPlanes(source), [1, 3, side, side]) });
  const { low } = config.image;
  const coded = resizePicture(source, low, low, 'bilinear');
  const { code_map: codeMap } = await sessions.run('code', { image: new Tensor('float32', toPlanes(coded), [1, 3, low, low]) }, ['code_map']);

  const cells = latentSide(config.vae);
  const painting = paint(engine, {
    codeMap,
    sourceLatents,
    mask: resizePlane(cover, { width: side, height: side }, { width: cells, height: cells }, 'area'),
    sourceVisible,
    editState: request.editState,
    seed: request.seed,
    steps,
    signal: request.signal,
  });
  let step = await painting.next();
  for (; !step.done; step = await painting.next()) yield { type: 'edit-progress', step: step.value.step, of: steps };
  const developed = await sessions.run('develop', { latents: step.value });
  const painted = resizePicture(fromPlanes(developed.picture.data as Float32Array, side, side), part.width, part.height, 'bilinear');

  const { picture: result, changed } = compose(picture, pastePicture(picture, painted, part.left, part.top), mask, featherOf(part.width, side));
  return { kind, picture: result, region: mask, changedPixels: changed, seed: request.seed, paintedAt: { width: side, height: side } };
}

/** Softens the seam over about one pixel of what was painted. */
function featherOf(width: number, side: number): number {
  return Math.max(1, Math.round(width / side));
}
