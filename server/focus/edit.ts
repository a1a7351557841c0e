// Edits: the part round the mask is painted at the model's size and put back into the picture.

import { Tensor } from 'onnxruntime-node';
import { latentSide } from '../../models/focus/vae.ts';
import type { Mask } from '../images/mask.ts';
import { apart } from '../images/threads/apart.ts';
import { throwIfStopped } from './cancel.ts';
import { composeEdit, type Painted } from './edit-compose.ts';
import { editPart, endsAtMask, paintMask, seesSource } from './edit-plan.ts';
import type { Engine } from './engine.ts';
import { seenPart } from './edit-part.ts';
import { fromPlanes } from './frame.ts';
import { noCodes, paintAll, type PaintRequest } from './paint.ts';
import { develop, paintShown } from './paint-shown.ts';
import { fillPlanes, poolMost } from './planes.ts';
import type { PreviewPace } from './preview-pace.ts';
import { litBeside, oldShadow, type PaintedPart, paintedBeside } from './shadow.ts';
import type { EditKind } from './special-tokens.ts';
import type { EditPreview, EditResult, TurnEvent } from './turn-events.ts';
import type { View } from './view.ts';

export interface EditRequest {
  kind: EditKind;
  /** What is to change, of the picture's size; not empty. */
  place: Mask;
  editState: Float32Array;
  seed: number;
  signal?: AbortSignal;
  /** Denoising steps. */
  steps?: number;
  previews?: PreviewPace;
}

export async function* editPicture(engine: Engine, view: View, request: EditRequest): AsyncGenerator<TurnEvent, EditResult> {
  const { config } = engine;
  const { kind, seed, signal, editState, steps = 1, previews } = request;
  const { picture } = view;
  const side = config.vae.picture;
  const size = { width: side, height: side };
  const part = editPart(picture, request.place, kind, config.image.high);
  const filter = part.width >= side ? 'area' : 'bilinear';

  const pixels = Math.min(part.width, picture.width) * Math.min(part.height, picture.height);
  const { place, planes } = await apart(seenPart, { file: 'server/focus/edit-part.ts', name: 'seenPart', pixels, signal, endable: true }, picture, request.place, part, side, filter);
  const mask = paintMask(kind, place, side);
  const sourceVisible = seesSource(kind);
  const sourceLatents = await encode(engine, sourceVisible ? planes : fillPlanes(planes, mask, side));

  const painting = {
    codeMap: noCodes(config), sourceLatents, sourceVisible, editState, seed, steps, signal,
    mask: poolMost(mask, side, latentSide(config.vae)),
  };
  const preview = async (clean: Tensor): Promise<EditPreview> => ({
    picture: fromPlanes(await develop(engine, clean), side, side), mask: { ...size, data: Uint8Array.from(mask) }, box: part,
  });
  const latents = yield* paintShown(engine, painting, { previews, preview });

  const first: PaintedPart = { result: await develop(engine, latents), plain: await develop(engine, sourceLatents), mask, place, side };
  const { result, beside, hidden } = kind === 'remove'
    ? await withoutShadow(engine, painting, first, planes)
    : { result: first.result, beside: endsAtMask(kind) ? null : paintedBeside(first), hidden: mask };
  throwIfStopped(signal);
  const hole = kind === 'remove' ? { result, planes, hidden, side } : null;
  const about = { file: 'server/focus/edit-compose.ts', name: 'composeEdit', pixels: picture.width * picture.height, long: true, signal, endable: true };
  const { picture: edited, region, changed } = await apart(composeEdit, about, picture, part, { result, mask, side, beside, hole });
  return { kind, picture: edited, region, changedPixels: changed, seed, paintedAt: size };
}

/** A removal painted once more with the shadow of the thing hidden too: of what the first painting saw of it a ghost would stay. */
async function withoutShadow(engine: Engine, painting: PaintRequest, first: PaintedPart, planes: Float32Array): Promise<Pick<Painted, 'result' | 'beside'> & { hidden: Float32Array }> {
  const { mask, side } = first;
  const shade = oldShadow(first);
  if (!shade.includes(1)) return { result: first.result, beside: paintedBeside(first), hidden: mask };
  const hidden = mask.map((value, at) => Math.max(value, shade[at]));
  const sourceLatents = await encode(engine, fillPlanes(planes, hidden, side));
  const latents = await paintAll(engine, { ...painting, sourceLatents, mask: poolMost(hidden, side, latentSide(engine.config.vae)) });
  const result = await develop(engine, latents);
  return { result, beside: litBeside(planes, result, first, shade), hidden };
}

async function encode({ config, sessions }: Engine, planes: Float32Array): Promise<Tensor> {
  const side = config.vae.picture;
  return (await sessions.run('encode', { picture: new Tensor('float32', planes, [1, 3, side, side]) })).latents;
}
