// Asks the model.

import type { Focus } from '../focus/focus.ts';
import { isEdit } from '../focus/special-tokens.ts';
import type { TurnEvent, TurnResult } from '../focus/turn-events.ts';
import type { View } from '../focus/view.ts';
import type { Context } from './context.ts';

type Answering = AsyncGenerator<TurnEvent, TurnResult>;
type Options = { seed: number; signal: AbortSignal };

/** @throws as `runTurn` of server/focus. */
export async function* answerTurn(focus: Focus, { picture, input, places }: Context, options: Options): Answering {
  if (picture === null) return yield* draw(focus, input.text, options);
  const view = await focus.look(picture);
  const said = { ...input, ...options };
  return yield* places.length === 0 ? focus.turn(view, said) : aboutMask(focus, view, said, places);
}

/**
 * Words about a mask may correct it or ask to change what it covers, and only the model knows. A correction reads the mask as one of
 * the session (right in 49 % of held-out corrections; 24 % where it is given as a prompt), a change takes it as its place. So
 * it is asked the first way, and again where it begins to change something.
 */
async function* aboutMask(focus: Focus, view: View, input: Parameters<Focus['turn']>[1], places: Context['places']): Answering {
  const events: TurnEvent[] = [];
  const first = focus.turn(view, input);
  let step = await first.next();
  for (; !step.done; step = await first.next()) {
    // A drawing paints too, but marks nothing.
    if (step.value.type === 'edit-progress' && events.some(({ type }) => type === 'mask-end')) break;
    events.push(step.value);
  }
  const changes = !step.done || (isEdit(step.value.action) && step.value.edit === undefined);
  if (changes) {
    await first.return(undefined as never);
    return yield* focus.turn(view, { ...input, masks: places, edit: true });
  }
  yield* events;
  return step.value as TurnResult;
}

/** A drawing in a session without a picture. */
async function* draw(focus: Focus, text: string, options: Options): Answering {
  const edit = yield* focus.draw(text, options);
  const said = 'I drew a picture.';
  yield { type: 'text-start' };
  yield { type: 'text-delta', delta: said };
  yield { type: 'text-end', text: said };
  return { action: 'draw', text: said, answer: { action: 'draw', names: '', text: '' }, masks: [], picture: edit.picture, edit, seed: options.seed };
}
