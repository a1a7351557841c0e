// One turn: what was said about a picture, what comes back.

import { addedTo, withAdded } from './add-pointed.ts';
import { asOne } from './as-one.ts';
import { throwIfStopped } from './cancel.ts';
import { answerSentence, cannotTell, editSentence, groundUnknown, noneSentence, nothingThere, nothingToEdit, segmentSentence } from './answers.ts';
import { drawPicture } from './draw.ts';
import { boundedBy, counted } from './bounded.ts';
import { type EditRequest, editPicture } from './edit.ts';
import { exactColour, recolourExactly } from './exact-recolour.ts';
import { groundOf } from './ground.ts';
import { withMeant, withMeantBy } from './meant-last.ts';
import { obeying, refined, refinedSentence, refines } from './refine.ts';
import type { Engine } from './engine.ts';
import { carryOutExactly } from './exact-turn.ts';
import { answerSeen, beyondPhotos, describes, markSaid, placeSaid, untaughtOnPhotos } from './eyes/seen-turn.ts';
import { choiceAmong, markChosen, markPointed } from './eyes/marking.ts';
import { chosenOf } from './eyes/choice.ts';
import { type Seeing, seeingFor } from './eyes/seeing.ts';
import { boundingBox, type Mask } from '../images/mask.ts';
import { type Box, type Picture, transparentAgain } from '../images/picture.ts';
import { apart } from '../images/threads/apart.ts';
import { boxMask, type Point } from '../images/raster.ts';
import { everything, findMasks } from './find.ts';
import type { ExactWish } from './intent/exact-wish.ts';
import { type Passed, passGate } from './intent/gate.ts';
import type { Intent } from './intent/intent.ts';
import { untaughtNote } from './intent/untaught-note.ts';
import { splitNames } from './instances.ts';
import { aboutMask, withoutDistraction } from './look-back.ts';
import type { Pointing } from './pointed.ts';
import { randomSeed } from './random.ts';
import { markedLast } from './marked-last.ts';
import { maskRegion, regionTypes } from './regions.ts';
import { type Action, actions, type EditKind, editKinds, isEdit } from './special-tokens.ts';
import type { EditResult, NamedMask, TurnEvent, TurnResult } from './turn-events.ts';
import { checkPrompts, checkText, promptRegions, type TurnInput } from './turn-input.ts';
import { type Understanding, understand } from './understand.ts';
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

/** The wish that is carried out without the model: always where it needs none, and on photos also where the model would paint worse. */
function exactWishOf(intent: Intent | null, onPhoto: boolean): ExactWish | null {
  if (intent?.kind === 'exact') return intent.wish;
  return intent?.kind === 'edit' && intent.exact !== undefined && (onPhoto || !intent.known) ? intent.exact : null;
}

async function* exactly(engine: Engine, seeing: Seeing | null, view: View, wish: ExactWish, input: TurnInput): AsyncGenerator<TurnEvent, TurnResult> {
  const seed = input.seed ?? randomSeed();
  const outcome = await carryOutExactly(engine, seeing, view, wish, { ...input, seed });
  if ('refusal' in outcome) {
    yield* say(outcome.refusal);
    return { action: 'none', text: outcome.refusal, answer: { action: 'none', names: '', text: '' }, masks: [], seed, suggestions: outcome.suggestions };
  }
  const { edit, place, notes } = outcome;
  const name = place?.name ?? 'picture';
  yield { type: 'mask-start', name };
  yield { type: 'mask-end', name, mask: edit.region, score: place?.score ?? 1 };
  yield { type: 'edit-end', ...edit };
  const text = yield* say([...notes, outcome.text].join(' '));
  return { action: 'recolour', text, answer: { action: 'recolour', names: name, text: '' }, masks: [{ name, mask: edit.region, score: place?.score ?? 1 }], picture: edit.picture, edit, seed };
}

/** Words about a photo: the eyes answer and mark, and find the place of a change; only painting is the language half's. */
async function* aboutPhoto(engine: Engine, seeing: Seeing, view: View, input: TurnInput, intent: Intent | null): AsyncGenerator<TurnEvent, TurnResult> {
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

async function* answerWithModel(engine: Engine, view: View, asked: TurnInput): AsyncGenerator<TurnEvent, TurnResult> {
  const [kept, together] = [addedTo(asked), asOne(asked)];
  const meant = together?.input ?? withMeant(asked);
  // What comes to what was marked is pointed at as if nothing had been said.
  const chosen = await chosenMasks(engine, view, asked);
  const read = withoutDistraction(kept.length > 0 ? { ...asked, text: '', sessionMasks: [], history: [] } : meant);
  const input = chosen.length === 0 ? read : { ...read, points: [], masks: chosen };
  throwIfStopped(input.signal);
  const seed = input.seed ?? randomSeed();
  const painting = { seed, signal: input.signal, steps: input.steps, previews: input.previews };
  const understanding = yield* speak(engine, view, input);
  const { predicted } = understanding;
  const names = together?.names ?? meant.placeName;
  const answer = names !== undefined && isEdit(understanding.answer.action) ? { ...understanding.answer, names } : understanding.answer;
  if (answer.action === 'draw') {
    const edit = yield* drawPicture(engine, input.text, painting);
    const text = yield* say('I drew a new picture.');
    return { action: 'draw', text, answer, masks: [], picture: edit.picture, edit, seed };
  }
  if (predicted === null) return { action: answer.action, text: wordsOf(understanding, input), answer, masks: [], seed };

  yield { type: 'mask-start', name: answer.names };
  // A mask that was given for an edit is the place of the edit; the model's own is for edits in words alone.
  const places = isEdit(answer.action) ? placesOf(answer.action, input, view.picture) : chosen;
  const masks = places.length > 0
    ? places.map((mask): NamedMask => ({ name: answer.names, mask, score: 1 }))
    : await findMasks(engine, view, answer.names, predicted, { pointing: pointingOf(engine, input), together: correctsByPointing(input), signal: input.signal });
  if (!isEdit(answer.action)) {
    const found = masks.length === 1 && input.text.trim() === '' ? [await obeying(engine, view, masks[0], input.points ?? [], input.signal)] : masks;
    const all = found.length === 0 ? [] : withAdded(kept, found);
    const marked = kept.length === 0 ? answer.names : all.map(({ name }) => name).join(', ');
    for (const mask of all) yield { type: 'mask-end', ...mask };
    const sentence = segmentSentence(splitNames(marked), predicted.scores[0], masks.length === 0);
    const text = yield* say(`${sentence}${untaughtNote(input.text, marked)}`);
    return { action: answer.action, text, answer: { ...answer, names: marked }, masks: all, seed };
  }

  const place = everything(masks);
  if (place === null) {
    const text = yield* say(nothingToEdit);
    return { action: answer.action, text, answer, masks: [], seed };
  }
  const ground = answer.action === 'background' ? groundOf(place, places.length > 0, meant.sessionMasks ?? []) : place;
  if (ground === null) {
    const text = yield* say(groundUnknown);
    return { action: answer.action, text, answer, masks: [], seed };
  }
  const marked: NamedMask = { name: answer.names, mask: ground, score: places.length > 0 ? 1 : predicted.scores[0] };
  yield { type: 'mask-end', ...marked };
  const colour = answer.action === 'recolour' ? exactColour(view.picture, asked.text, answer.text) : null;
  const bounds = places.length > 0 && !(answer.action === 'remove' && asked.shadow === true);
  const change = { kind: answer.action, place: ground, editState: predicted.editState, ...painting };
  const edit = await within(view, yield* carryOut(engine, view, change, { colour, bounds }));
  yield { type: 'edit-end', ...edit };
  const text = yield* say(editSentence(answer.action, splitNames(answer.names), colour ?? answer.text));
  return { action: answer.action, text, answer, masks: [{ ...marked, mask: edit.region }], picture: edit.picture, edit, seed };
}

/** Whether a turn points at something and says nothing: there is nothing to read. */
function pointsOnly(input: TurnInput): boolean {
  const { text, sessionMasks = [], points = [], boxes = [], scribbles = [], masks = [] } = input;
  const pointed = points.some(({ positive }) => positive) || boxes.length + scribbles.length + masks.length > 0;
  return text.trim() === '' && pointed && sessionMasks.length === 0 && permittedActions(input).includes('segment');
}

/** A turn of pointing on a photo. Of what a click may mean the likeliest is marked; the rest is offered. */
async function* mark(engine: Engine, seeing: Seeing, view: View, input: TurnInput): AsyncGenerator<TurnEvent, TurnResult> {
  throwIfStopped(input.signal);
  const seed = input.seed ?? randomSeed();
  const found = (await markPointed(seeing, view.picture, input)).map(({ called: _, ...mask }): NamedMask => mask);
  if (found.length === 0) return { action: 'none', text: yield* say(nothingThere), answer: { action: 'none', names: '', text: '' }, masks: [], seed };
  const choice = choiceAmong(found, input);
  yield { type: 'mask-start', name: chosenOf(found, choice).name };
  const meanings: NamedMask[] = [];
  for (const one of found) meanings.push(await obeying(engine, view, one, input.points ?? [], input.signal));
  const mask = meanings[choice];
  const alternatives = meanings.map((one, at) => ({ ...one, choice: at })).filter((_, at) => at !== choice);
  yield { type: 'mask-end', ...mask };
  const text = yield* say(segmentSentence([mask.name], mask.score, false));
  return { action: 'segment', text, answer: { action: 'segment', names: mask.name, text: '' }, masks: [mask], alternatives, seed };
}

/** What a click with words means, where a person chose another of its meanings than the likeliest: a mask that was given. */
async function chosenMasks(engine: Engine, view: View, asked: TurnInput): Promise<Mask[]> {
  const choice = asked.points?.[0]?.choice ?? 0;
  if (choice === 0) return [];
  const seeing = await seeingFor(engine.seeing, view.picture);
  // Where the eyes see nothing better, a click means one thing.
  if (seeing === null) return chosenOf<Mask[]>([[]], choice);
  const found = await markChosen(seeing, view.picture, { ...asked, text: '', sessionMasks: [] });
  return found === null ? [] : [found.mask];
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

/** An edit, painted or computed, within the mask that bounds it. */
async function* carryOut(engine: Engine, view: View, change: EditRequest, { colour, bounds }: { colour: string | null; bounds: boolean }): AsyncGenerator<TurnEvent, EditResult> {
  const { picture } = view;
  if (colour !== null) return recolourExactly(picture, change.place, colour, change.seed);
  const edit = yield* editPicture(engine, view, change);
  const about = { file: 'server/focus/bounded.ts', pixels: picture.width * picture.height, signal: change.signal, endable: true };
  return bounds ? apart(boundedBy, { ...about, name: 'boundedBy' }, picture, edit, change.place) : apart(counted, { ...about, name: 'counted' }, picture, edit, change.place);
}

/** With the transparent places that the picture had. */
async function within({ transparent }: View, edit: EditResult): Promise<EditResult> {
  if (transparent === undefined) return edit;
  const about = { file: 'server/images/picture.ts', name: 'transparentAgain', pixels: transparent.width * transparent.height };
  return { ...edit, picture: await apart(transparentAgain, about, transparent, edit.picture) };
}

const shadowToo = /\s*\b(?:and|with|including|plus)\s+(?:its|their|the|all)\s+shadows?\b/i;

/** "… and its shadow" says how far a removal may go; the model knows no such words. */
function withShadow(given: TurnInput): TurnInput {
  return shadowToo.test(given.text) ? { ...given, text: given.text.replace(shadowToo, ''), shadow: true } : given;
}

/** Lets the model understand the turn; an answer in words is passed on while it is said. */
async function* speak(engine: Engine, view: View, input: TurnInput): AsyncGenerator<TurnEvent, Understanding> {
  const parts = {
    text: aboutMask(input),
    regions: promptRegions(input, view.frame, engine.grid),
    sessionMasks: (input.sessionMasks ?? []).map(({ name, mask }) => ({
      name,
      region: maskRegion(mask, regionTypes.previous, view.frame, engine.grid),
    })),
    history: input.history ?? [],
  };
  const understanding = yield* quietly(understand(engine, view, parts, permittedActions(input), input.signal));
  if (understanding.predicted === null && understanding.answer.action !== 'draw') yield* say(wordsOf(understanding, input));
  return understanding;
}

/** Drops what is said on the way: answers of this model are a few words, and whether they are sure shows at the end. */
async function* quietly<T, R>(steps: AsyncGenerator<T, R>): AsyncGenerator<never, R> {
  let step = await steps.next();
  while (!step.done) step = await steps.next();
  return step.value;
}

async function* say(text: string): AsyncGenerator<TurnEvent, string> {
  yield { type: 'text-start' };
  yield { type: 'text-delta', delta: text };
  yield { type: 'text-end', text };
  return text;
}

/** The places a person gave for an edit: one, or rough masks, and for a new thing also boxes, in which there is nothing to find. */
function placesOf(kind: EditKind, { place, masks = [], boxes = [] }: TurnInput, { width, height }: Picture): Mask[] {
  if (place !== undefined) return [place];
  return kind === 'generate' ? [...masks, ...boxes.map((box) => boxMask(width, height, box))] : [...masks];
}

/** What a person pointed with and nothing else; with words or earlier masks, more may be meant than what is pointed at. */
function pointingOf(engine: Engine, input: TurnInput): Pointing | undefined {
  const { points = [], boxes = [], scribbles = [], masks = [] } = input;
  const rough = [...boxes, ...masks.flatMap((mask) => boundingBox(mask) ?? [])];
  const places = [...points.filter(({ positive }) => positive), ...scribbles.flat(), ...rough.flatMap(cornersOf)];
  if (places.length === 0 || input.text.trim() !== '' || (input.sessionMasks ?? []).length > 0) return undefined;
  const [left, top] = [Math.min(...places.map(({ x }) => x)), Math.min(...places.map(({ y }) => y))];
  const [right, bottom] = [Math.max(...places.map(({ x }) => x)), Math.max(...places.map(({ y }) => y))];
  return {
    draw: (view) => promptRegions(input, view.frame, engine.grid),
    box: { left, top, width: right - left, height: bottom - top },
    fits: boxes.length > 0,
    clicked: points.length > 0,
  };
}

/** A click behind a mask, without words, changes that mask; whatever it comes to hold, it stays one. */
function correctsByPointing({ text, points = [], scribbles = [], sessionMasks = [] }: TurnInput): boolean {
  return text.trim() === '' && sessionMasks.length > 0 && points.length + scribbles.length > 0;
}

function cornersOf({ left, top, width, height }: Box): Point[] {
  return [{ x: left, y: top }, { x: left + width, y: top + height }];
}

function wordsOf({ answer, confidence }: Understanding, { text }: TurnInput): string {
  if (answer.action === 'none' && text.trim() === '') return nothingThere;
  return answer.action === 'none' ? noneSentence(answer.text) : answer.action === 'answer' ? answerSentence(answer.text, confidence) : cannotTell;
}

function permittedActions(input: TurnInput): readonly Action[] {
  const { permitted = actions } = input;
  const both = possibleActions(input).filter((action) => permitted.includes(action));
  return both.length > 0 ? both : permitted;
}

function possibleActions({ edit, text, points = [], boxes = [], scribbles = [], masks = [], sessionMasks = [] }: TurnInput): readonly Action[] {
  if (edit === true) return editKinds;
  // A prompt without words points at something: there is nothing to answer, draw or change.
  if (text.trim() === '') {
    // A click alone may hit bare ground. Of what is drawn round something, or belongs to a mask, that was not measured.
    const clicked = points.length > 0 && [boxes, scribbles, masks, sessionMasks].every(({ length }) => length === 0);
    return clicked ? ['segment', 'none'] : ['segment'];
  }
  return edit === false ? actions.filter((action) => !isEdit(action) && action !== 'draw') : actions;
}
