// One turn: what was said about a picture, and who answers it.

import { cannotTell } from './answers.ts';
import { throwIfStopped } from './cancel.ts';
import type { Engine } from './engine.ts';
import { exactly, exactWishOf } from './exact-turn.ts';
import { seeingFor } from './eyes/seeing.ts';
import { describes, untaughtOnPhotos } from './eyes/seen-turn.ts';
import { type Passed, passGate } from './intent/gate.ts';
import { markedLast } from './marked-last.ts';
import { withMeant } from './meant-last.ts';
import { answerWithModel } from './model-turn.ts';
import { mark, aboutPhoto, pointsOnly } from './photo-turn.ts';
import { randomSeed } from './random.ts';
import { refined, refinedSentence, refines } from './refine.ts';
import { say } from './say.ts';
import type { TurnEvent, TurnResult } from './turn-events.ts';
import { checkPrompts, checkText, type TurnInput } from './turn-input.ts';
import type { View } from './view.ts';

/**
 * Runs a turn about a view. Events come as things happen; the return value sums them up.
 * @throws InputError for what `turn-input.ts` refuses, CancelledError within one step of the signal.
 */
export async function* runTurn(engine: Engine, view: View, given: TurnInput): AsyncGenerator<TurnEvent, TurnResult> {
  checkText(given.text, (text) => engine.tokenizer.encode(text).length);
  const said = withShadow(given);
  checkPrompts(said, view.picture);
  throwIfStopped(said.signal);
  if (refines(said)) return yield* correct(engine, view, said);
  const seeing = await seeingFor(engine.seeing, view.picture);
  if (seeing !== null && pointsOnly(said)) return yield* mark(engine, seeing, view, said);
  if (seeing !== null && describes(said.text)) return yield* aboutPhoto(engine, seeing, view, said, { kind: 'question', sure: true });
  const untaught = seeing === null ? undefined : (phrase: string) => untaughtOnPhotos(seeing, phrase);
  const passed = await passGate(engine.classifier, said, markedLast(said).at(-1)?.score, untaught);
  const { intent } = passed;
  const wish = said.edit === false ? null : exactWishOf(intent, seeing !== null);
  const input = { ...said, text: passed.text, permitted: passed.permitted };
  const result = wish !== null ? yield* exactly(engine, seeing, view, wish, withMeant(input))
    : passed.aside !== null ? yield* sayAside(passed, said)
      : seeing === null ? yield* answerWithModel(engine, view, input)
        : yield* aboutPhoto(engine, seeing, view, input, intent);
  return { ...result, ...(intent && { intent }), ...(passed.rest.length > 0 && { suggestions: passed.rest }) };
}

/** What focus says by itself. */
async function* sayAside({ intent, aside }: Passed, { seed = randomSeed() }: TurnInput): AsyncGenerator<TurnEvent, TurnResult> {
  const { text, suggestions, missing, cannotTell: beyond } = aside!;
  yield* say(text);
  const action = missing === undefined ? 'answer' : 'none';
  return {
    action, text, answer: { action, names: '', text: missing ?? (beyond ? 'cannot tell' : '') }, masks: [], seed, suggestions, aside: true,
    ...(intent && { intent }), ...(intent?.kind === 'session' && { step: intent.step }),
  };
}

/** A mask corrected by pointing: nothing that the model says can replace it. */
async function* correct(engine: Engine, view: View, input: TurnInput & { base: NonNullable<TurnInput['base']> }): AsyncGenerator<TurnEvent, TurnResult> {
  throwIfStopped(input.signal);
  const seed = input.seed ?? randomSeed();
  yield { type: 'mask-start', name: input.base.name };
  const mask = await refined(engine, view, input);
  yield { type: 'mask-end', ...mask };
  const text = yield* say(refinedSentence(input, mask.name, mask.mask.data.some((value, pixel) => value !== input.base.mask.data[pixel])));
  return { action: 'segment', text, answer: { action: 'segment', names: mask.name, text: '' }, masks: [mask], seed };
}

const shadowToo = /\s*\b(?:and|with|including|plus)\s+(?:its|their|the|all)\s+shadows?\b/i;

/** "… and its shadow" says how far a removal may go; the model knows no such words. */
function withShadow(given: TurnInput): TurnInput {
  return shadowToo.test(given.text) ? { ...given, text: given.text.replace(shadowToo, ''), shadow: true } : given;
}
