// A turn about a photo, as far as the eyes carry it; only painting and what is drawn anew are left to the language half.

import type { Picture } from '../images/picture.ts';
import { nothingThere, segmentSentence } from './answers.ts';
import { throwIfStopped } from './cancel.ts';
import type { Engine } from './engine.ts';
import { markPointed } from './eyes/marking.ts';
import type { Seeing } from './eyes/seeing.ts';
import { answerSeen, beyondPhotos, markSaid, placeSaid } from './eyes/seen-turn.ts';
import type { Intent } from './intent/intent.ts';
import { withMeant, withMeantBy } from './meant-last.ts';
import { answerWithModel, permittedActions, placesOf } from './model-turn.ts';
import { randomSeed } from './random.ts';
import { obeying } from './refine.ts';
import { say } from './say.ts';
import type { TurnEvent, TurnResult } from './turn-events.ts';
import type { TurnInput } from './turn-input.ts';
import type { View } from './view.ts';

/** Whether a turn points at something and says nothing: there is nothing to read. */
export function pointsOnly(input: TurnInput): boolean {
  const { text, sessionMasks = [], points = [], boxes = [], scribbles = [], masks = [] } = input;
  const pointed = points.some(({ positive }) => positive) || boxes.length + scribbles.length + masks.length > 0;
  return text.trim() === '' && pointed && sessionMasks.length === 0 && permittedActions(input).includes('segment');
}

/** A turn of pointing on a photo. Of what a click may mean the likeliest is marked; the rest is offered. */
export async function* mark(engine: Engine, seeing: Seeing, view: View, input: TurnInput): AsyncGenerator<TurnEvent, TurnResult> {
  throwIfStopped(input.signal);
  const seed = input.seed ?? randomSeed();
  const [best, ...alternatives] = (await markPointed(seeing, view.picture, input)).map(({ called: _, ...mask }) => mask);
  if (best === undefined) return { action: 'none', text: yield* say(nothingThere), answer: { action: 'none', names: '', text: '' }, masks: [], seed };
  yield { type: 'mask-start', name: best.name };
  const mask = await obeying(engine, view, best, input.points ?? [], input.signal);
  // As they would be marked, if they were chosen.
  for (const [at, { choice, ...other }] of alternatives.entries()) alternatives[at] = { ...await obeying(engine, view, other, input.points ?? [], input.signal), choice };
  yield { type: 'mask-end', ...mask };
  const text = yield* say(segmentSentence([mask.name], mask.score, false));
  return { action: 'segment', text, answer: { action: 'segment', names: mask.name, text: '' }, masks: [mask], alternatives, seed };
}

/** Words about a photo: the eyes answer and mark, and find the place of a change; only painting is the language half's. */
export async function* aboutPhoto(engine: Engine, seeing: Seeing, view: View, input: TurnInput, intent: Intent | null): AsyncGenerator<TurnEvent, TurnResult> {
  const { picture } = view;
  const seed = input.seed ?? randomSeed();
  if (intent?.kind === 'edit') {
    const meant = withMeant(input);
    const given = meant.place !== undefined || placesOf(intent.edit, input, picture).length > 0 || (input.points ?? []).length + (input.scribbles ?? []).length + (input.boxes ?? []).length > 0;
    if (given) return yield* answerWithModel(engine, view, await withPlacePointed(seeing, picture, meant));
    const found = await placeSaid(seeing, picture, intent, input.signal);
    if ('place' in found) return yield* answerWithModel(engine, view, { ...input, place: found.place, placeName: found.name });
    yield* say(found.refusal);
    return { action: 'none', text: found.refusal, answer: { action: 'none', names: '', text: intent.object ?? '' }, masks: [], seed };
  }
  if (intent?.kind === 'draw') return yield* answerWithModel(engine, view, input);
  const pointed = (input.points ?? []).length + (input.boxes ?? []).length + (input.scribbles ?? []).length + (input.masks ?? []).length > 0;
  const marks = intent?.kind === 'mark' && !pointed;
  const seen = marks ? await markSaid(seeing, picture, input.text, input.signal) : await answerSeen(seeing, picture, input.text, withMeantBy(input));
  if (seen === null && intent?.kind === 'correction') return yield* answerWithModel(engine, view, input);
  const { action, text, masks } = seen ?? { action: 'answer' as const, text: beyondPhotos, masks: [] };
  const names = masks.map(({ name }) => name).join(', ');
  if (masks.length > 0) yield { type: 'mask-start', name: names };
  for (const mask of masks) yield { type: 'mask-end', ...mask };
  yield* say(text);
  return { action, text, answer: { action, names, text: action === 'answer' ? text : '' }, masks, seed };
}

/** What is pointed at beside a wish, as the place of the change. */
async function withPlacePointed(seeing: Seeing, picture: Picture, input: TurnInput): Promise<TurnInput> {
  const { points = [], boxes = [], scribbles = [] } = input;
  if (input.place !== undefined || points.length + boxes.length + scribbles.length === 0) return input;
  const [best] = await markPointed(seeing, picture, { ...input, text: '' });
  return best === undefined ? input : { ...input, place: best.mask, placeName: best.name, points: [], boxes: [], scribbles: [] };
}
