// What the masks of some prompts would be, while they are still being made. Nothing is stored. A preview runs between the
// steps of a turn; when a newer one comes, the older one is of no use any more.

import { FocusError, InputError } from '../errors.ts';
import type { AlternativeDocument, MaskShape } from '../store/log-event.ts';
import { alternativesOf } from './alternatives.ts';
import { measureShape } from '../store/mask-shape.ts';
import type { PreviewRequest } from '../queue/direct-lane.ts';
import { buildContext } from './context.ts';
import type { Workplace } from './run-turn.ts';

export interface Preview {
  masks: { name: string; score: number; shape: MaskShape }[];
  /** What else a click may mean, best first. */
  alternatives: AlternativeDocument[];
}

export type Previewer = (request: PreviewRequest) => Promise<Preview>;

export function openPreviewer(place: Pick<Workplace, 'store' | 'focus' | 'pictures' | 'attention'>): Previewer {
  /** By picture, so that who points at another one is not in the way: the newest preview, and what it waits for. */
  const lines = new Map<string, { newest: AbortController; running: Promise<unknown> }>();

  return (request) => {
    const id = request.imageVersionId;
    const before = lines.get(id);
    before?.newest.abort();
    const mine = new AbortController();
    const preview = (before?.running ?? Promise.resolve()).then(async () => {
      try {
        if (mine.signal.aborted) throw superseded();
        return await look(place, request, mine.signal);
      } catch (error) {
        throw FocusError.isInstance(error) && error.code === 'cancelled' ? superseded() : error;
      } finally {
        if (lines.get(id)?.newest === mine) lines.delete(id);
      }
    });
    lines.set(id, { newest: mine, running: preview.catch(() => undefined) });
    return preview;
  };
}

async function look({ store, focus, pictures, attention }: Pick<Workplace, 'store' | 'focus' | 'pictures' | 'attention'>, request: PreviewRequest, signal: AbortSignal): Promise<Preview> {
  const { imageVersionId } = request;
  const image = await store.prisma.imageVersion.findUnique({ where: { id: imageVersionId }, select: { id: true, width: true, height: true, session: { select: { headTurnId: true } } } });
  if (image === null) throw new InputError({ code: 'image-unknown', message: 'There is no such picture.', status: 404, hint: 'Reload the page.' });
  const leave = attention.on(image);
  try {
    return await marked({ store, focus, pictures }, image.session?.headTurnId ?? null, request, signal);
  } finally {
    leave();
  }
}

async function marked({ store, focus, pictures }: Pick<Workplace, 'store' | 'focus' | 'pictures'>, parentTurnId: string | null, request: PreviewRequest, signal: AbortSignal): Promise<Preview> {
  const { imageVersionId, text, prompts, maskVersionIds } = request;
  // Read as the next turn of the session would be.
  const { picture, input } = await buildContext(store, pictures, { parentTurnId, imageVersionId, text, prompts, maskVersionIds });
  if (picture === null) return { masks: [], alternatives: [] };
  const masks: Preview['masks'] = [];
  const steps = focus.turn(await focus.look(picture), { ...input, edit: false, signal });
  for (let step = await steps.next(); ; step = await steps.next()) {
    if (step.done) return { masks, alternatives: alternativesOf(step.value) };
    if (step.value.type === 'mask-end') masks.push({ name: step.value.name, score: step.value.score, shape: await measureShape(step.value.mask, signal) });
  }
}

function superseded(): FocusError {
  return new FocusError({ code: 'superseded', message: 'A newer preview was asked for.', status: 409, hint: 'Use the newer one.' });
}
