// What the masks of some prompts would be, while they are still being made. Nothing is stored. A preview runs between the
// steps of a turn; when a newer one comes, the older one is of no use any more.

import { FocusError, InputError } from '../errors.ts';
import type { AlternativeDocument, MaskShape } from '../store/log-event.ts';
import { alternativesOf } from './alternatives.ts';
import { shapeOf } from '../store/mask-shape.ts';
import type { PreviewRequest } from '../queue/direct-lane.ts';
import { buildContext } from './context.ts';
import type { Workplace } from './run-turn.ts';

export interface Preview {
  masks: { name: string; score: number; shape: MaskShape }[];
  /** What else a click may mean, best first. */
  alternatives: AlternativeDocument[];
}

export type Previewer = (request: PreviewRequest) => Promise<Preview>;

export function openPreviewer(place: Pick<Workplace, 'store' | 'focus' | 'pictures'>): Previewer {
  let newest = new AbortController();
  let running: Promise<unknown> = Promise.resolve();

  return (request) => {
    newest.abort();
    const mine = new AbortController();
    newest = mine;
    const preview = running.then(async () => {
      try {
        if (mine.signal.aborted) throw superseded();
        return await look(place, request, mine.signal);
      } catch (error) {
        throw FocusError.isInstance(error) && error.code === 'cancelled' ? superseded() : error;
      }
    });
    running = preview.catch(() => undefined);
    return preview;
  };
}

async function look({ store, focus, pictures }: Pick<Workplace, 'store' | 'focus' | 'pictures'>, request: PreviewRequest, signal: AbortSignal): Promise<Preview> {
  const { imageVersionId, text, prompts, maskVersionIds } = request;
  const image = await store.prisma.imageVersion.findUnique({ where: { id: imageVersionId }, select: { session: { select: { headTurnId: true } } } });
  if (image === null) throw new InputError({ code: 'image-unknown', message: 'There is no such picture.', status: 404, hint: 'Reload the page.' });
  // Read as the next turn of the session would be.
  const parentTurnId = image.session?.headTurnId ?? null;
  const { picture, input } = await buildContext(store, pictures, { parentTurnId, imageVersionId, text, prompts, maskVersionIds });
  if (picture === null) return { masks: [], alternatives: [] };
  const masks: Preview['masks'] = [];
  const steps = focus.turn(await focus.look(picture), { ...input, edit: false, signal });
  for (let step = await steps.next(); ; step = await steps.next()) {
    if (step.done) return { masks, alternatives: alternativesOf(step.value) };
    if (step.value.type === 'mask-end') masks.push({ name: step.value.name, score: step.value.score, shape: shapeOf(step.value.mask) });
  }
}

function superseded(): FocusError {
  return new FocusError({ code: 'superseded', message: 'A newer preview was asked for.', status: 409, hint: 'Use the newer one.' });
}
