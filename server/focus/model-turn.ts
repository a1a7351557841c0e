// A turn that the language model reads and answers: words about tabletop scenes, and every painted change.

import { boundingBox, type Mask } from '../images/mask.ts';
import { type Box, type Picture, transparentAgain } from '../images/picture.ts';
import { boxMask, type Point } from '../images/raster.ts';
import { apart } from '../images/threads/apart.ts';
import { addedTo, withAdded } from './add-pointed.ts';
import { answerSentence, cannotTell, editSentence, groundUnknown, noneSentence, nothingThere, nothingToEdit, segmentSentence } from './answers.ts';
import { asOne } from './as-one.ts';
import { boundedBy, counted } from './bounded.ts';
import { throwIfStopped } from './cancel.ts';
import { drawPicture } from './draw.ts';
import { type EditRequest, editPicture } from './edit.ts';
import type { Engine } from './engine.ts';
import { exactColour, recolourExactly } from './exact-recolour.ts';
import { chosenOf } from './eyes/choice.ts';
import { markPointed } from './eyes/marking.ts';
import { seeingFor } from './eyes/seeing.ts';
import { everything, findMasks } from './find.ts';
import { groundOf } from './ground.ts';
import { splitNames } from './instances.ts';
import { untaughtNote } from './intent/untaught-note.ts';
import { aboutMask, withoutDistraction } from './look-back.ts';
import { withMeant } from './meant-last.ts';
import type { Pointing } from './pointed.ts';
import { randomSeed } from './random.ts';
import { obeying } from './refine.ts';
import { maskRegion, regionTypes } from './regions.ts';
import { say } from './say.ts';
import { type Action, actions, type EditKind, editKinds, isEdit } from './special-tokens.ts';
import type { EditResult, NamedMask, TurnEvent, TurnResult } from './turn-events.ts';
import { promptRegions, type TurnInput } from './turn-input.ts';
import { type Understanding, understand } from './understand.ts';
import type { View } from './view.ts';

export async function* answerWithModel(engine: Engine, view: View, asked: TurnInput): AsyncGenerator<TurnEvent, TurnResult> {
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

/** What a click with words means, where a person chose another of its meanings than the likeliest: a mask that was given. */
async function chosenMasks(engine: Engine, view: View, asked: TurnInput): Promise<Mask[]> {
  const choice = asked.points?.[0]?.choice ?? 0;
  if (choice === 0) return [];
  const seeing = await seeingFor(engine.seeing, view.picture);
  // Where the eyes see nothing better, a click means one thing.
  if (seeing === null) return chosenOf<Mask[]>([[]], choice);
  const [best] = await markPointed(seeing, view.picture, { ...asked, text: '', sessionMasks: [] });
  return best === undefined ? [] : [best.mask];
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

/** The places a person gave for an edit: one, or rough masks, and for a new thing also boxes, in which there is nothing to find. */
export function placesOf(kind: EditKind, { place, masks = [], boxes = [] }: TurnInput, { width, height }: Picture): Mask[] {
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

export function permittedActions(input: TurnInput): readonly Action[] {
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
