// Asks the model.

import type { Focus } from '../focus/focus.ts';
import type { PreviewPace } from '../focus/preview-pace.ts';
import type { TurnEvent, TurnResult } from '../focus/turn-events.ts';
import type { Context } from './context.ts';

type Answering = AsyncGenerator<TurnEvent, TurnResult>;
type Options = { seed: number; signal: AbortSignal; previews: PreviewPace };

/** @throws as `runTurn` of server/focus. */
export async function* answerTurn(focus: Focus, { picture, input }: Context, options: Options): Answering {
  if (picture === null) {
    const aside = input.text.trim() === '' ? null : await focus.asideFor(input.text);
    if (aside === null) return yield* draw(focus, input.text, options);
    yield* say(aside.text);
    return { action: 'answer', text: aside.text, answer: { action: 'answer', names: '', text: '' }, masks: [], seed: options.seed, aside: true, suggestions: ['a red cube and a blue ball on grass', 'a yellow cone on wood'] };
  }
  return yield* focus.turn(await focus.look(picture), { ...input, ...options });
}

/** A drawing in a session without a picture. */
async function* draw(focus: Focus, text: string, options: Options): Answering {
  const edit = yield* focus.draw(text, options);
  const said = 'I drew a picture.';
  yield* say(said);
  return { action: 'draw', text: said, answer: { action: 'draw', names: '', text: '' }, masks: [], picture: edit.picture, edit, seed: options.seed };
}

async function* say(text: string): AsyncGenerator<TurnEvent, void> {
  yield { type: 'text-start' };
  yield { type: 'text-delta', delta: text };
  yield { type: 'text-end', text };
}
