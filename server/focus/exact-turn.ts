// "cut it out", "blur the background", "make the car teal": operations that need no model but for finding what they are done to.

import { type Adjustment, adjustmentSchema } from '../images/adjust/adjustment.ts';
import { type Mask, union } from '../images/mask.ts';
import { throwIfStopped } from './cancel.ts';
import { segmentClasses } from './classes.ts';
import type { Engine } from './engine.ts';
import { adjustedExactly } from './exact-edit.ts';
import { markNamed } from './eyes/mark-named.ts';
import type { Seeing } from './eyes/seeing.ts';
import type { ExactWish, Target } from './intent/exact-wish.ts';
import type { Intent } from './intent/intent.ts';
import { wanted } from './intent/replies.ts';
import { markedLast } from './marked-last.ts';
import { randomSeed } from './random.ts';
import { say } from './say.ts';
import type { EditResult, NamedMask, TurnEvent, TurnResult } from './turn-events.ts';
import type { TurnInput } from './turn-input.ts';
import type { View } from './view.ts';

/** What came of it: a changed picture, or the reason why nothing was changed. */
export type ExactOutcome =
  | { edit: EditResult; place: NamedMask | null; text: string; notes: string[] }
  | { refusal: string; suggestions: string[] };

/** Carries out a wish on a view. @throws CancelledError; as `adjust` of server/images/adjust. */
export async function carryOutExactly(engine: Engine, seeing: Seeing | null, view: View, wish: ExactWish, input: TurnInput): Promise<ExactOutcome> {
  if (wish.operation === 'straighten' && wish.degrees === undefined) return { refusal: 'By how many degrees? Say, for example, “straighten by 2 degrees”.', suggestions: ['straighten by 2 degrees', 'straighten by -2 degrees'] };
  const found = 'target' in wish ? await placeOf(engine, seeing, view, targetOf(wish), input) : { place: null, notes: [] };
  if ('refusal' in found) return found;
  throwIfStopped(input.signal);
  const picture = view.transparent ?? view.picture;
  const adjustment = adjustmentOf(wish, view, found.place !== null);
  const edit = await adjustedExactly(picture, found.place?.mask ?? null, adjustment, input.seed ?? 0);
  return { edit, place: found.place, text: edit.changedPixels === 0 ? 'That changes nothing here.' : `Done: ${wanted(wish)}.`, notes: found.notes };
}

/** What is to be found for a wish. All of a background's operations need what stands before it. */
function targetOf(wish: Extract<ExactWish, { target: Target }>): Target {
  const { operation, target } = wish;
  if (operation === 'cutout' || operation.startsWith('background')) return target.kind === 'picture' || target.kind === 'background' ? { kind: 'background' } : target;
  return target;
}

type Place = { place: NamedMask | null; notes: string[] } | { refusal: string; suggestions: string[] };

async function placeOf(engine: Engine, seeing: Seeing | null, view: View, target: Target, input: TurnInput): Promise<Place> {
  if (target.kind === 'picture') return { place: null, notes: [] };
  const { place, placeName = 'what you chose', signal } = input;
  if (place !== undefined && target.kind !== 'thing') return { place: { name: placeName, mask: place, score: 1 }, notes: [] };
  if (target.kind === 'thing') return ofThing(engine, seeing, view, target.name, input);
  const marked = markedLast({ ...input, history: (input.history ?? []).filter(({ answer }) => answer.action !== 'answer' && answer.action !== 'none') });
  if (marked.length > 0) return { place: asOne(marked.map(({ name, mask }) => ({ name, mask, score: 1 }))), notes: [] };
  if (seeing === null) return nothingMarked;
  // Without a word of what stays or changes, it is what the photo is of.
  const { masks, notes } = await markNamed(seeing, view.picture, 'the subject', signal);
  return masks.length === 0 ? nothingMarked : { place: asOne(masks), notes };
}

const nothingMarked = { refusal: 'Nothing is marked yet, so I do not know what you mean. Click it, or say its name.', suggestions: ['mark everything'] };

async function ofThing(engine: Engine, seeing: Seeing | null, view: View, name: string, { sessionMasks = [], signal }: TurnInput): Promise<Place> {
  const said = name.replace(/^(?:the|my|this|that) /i, '').toLowerCase();
  const known = sessionMasks.findLast((mask) => mask.name.toLowerCase() === said);
  if (known !== undefined) return { place: { name: known.name, mask: known.mask, score: 1 }, notes: [] };
  if (seeing !== null) {
    const { masks, notes } = await markNamed(seeing, view.picture, name, signal);
    return masks.length > 0 ? { place: asOne(masks), notes } : { refusal: notes.join(' ') || `I cannot find ${name}.`, suggestions: ['mark everything'] };
  }
  const [{ masks }] = await segmentClasses(engine, view, [said], signal);
  return masks.length > 0 ? { place: asOne(masks), notes: [] } : { refusal: `There is no ${said} in this picture, so nothing was changed.`, suggestions: ['mark everything'] };
}

function asOne(masks: readonly NamedMask[]): NamedMask {
  const mask = masks.map((one): Mask => one.mask).reduce(union);
  return { name: [...new Set(masks.map(({ name }) => name))].join(', '), mask, score: Math.min(...masks.map(({ score }) => score)) };
}

/** The wish as the operation that is carried out. Shares become percent; "background" is everything but the mask. */
function adjustmentOf(wish: ExactWish, { picture }: View, marked: boolean): Adjustment {
  const target = 'target' in wish ? (wish.target.kind === 'picture' ? 'picture' : wish.target.kind === 'background' ? 'background' : 'mask') : undefined;
  const on = marked ? { target } : { target: 'picture' as const };
  const percent = (share?: number): number => Math.round(100 * (share ?? 0));
  const read = (operation: object): Adjustment => adjustmentSchema.parse(operation);
  switch (wish.operation) {
    case 'cutout': return read({ kind: 'cut-out' });
    case 'background-remove': return read({ kind: 'background', to: 'transparent' });
    case 'background-blur': return read({ kind: 'background', to: 'blur', ...(wish.radius && { radius: Math.max(0.5, wish.radius) }) });
    case 'background-colour': return read({ kind: 'background', to: 'colour', colour: wish.colour });
    case 'background-grey': return read({ kind: 'background', to: 'grey' });
    case 'recolour': return read({ kind: 'recolour', ...on, colour: wish.colour });
    case 'adjust': return read({ kind: 'tone', ...on, hue: wish.hue ?? 0, lightness: percent(wish.brightness), contrast: percent(wish.contrast), saturation: percent(wish.saturation), warmth: percent(wish.warmth) });
    case 'grey': return read({ kind: 'grey', ...on });
    case 'blur': return read({ kind: 'blur', ...on, ...(wish.radius && { radius: Math.max(0.5, wish.radius) }) });
    case 'pixelate': return read({ kind: 'pixelate', ...on, ...(wish.block && { size: Math.max(2, Math.round(wish.block)) }) });
    case 'fill': return read({ kind: 'fill', ...on, colour: wish.colour });
    case 'crop': return cropOf(wish, picture, marked, read);
    case 'resize': {
      const { scale, width, height } = wish;
      return read({ kind: 'resize', ...(scale ? { width: Math.max(1, Math.round(picture.width * scale)) } : { width, height }) });
    }
    case 'rotate': return read({ kind: 'rotate', degrees: 90 * wish.quarterTurns });
    case 'flip': return read({ kind: 'flip', direction: wish.axis });
    case 'straighten': return read({ kind: 'straighten', degrees: wish.degrees ?? 0 });
  }
}

function cropOf(wish: Extract<ExactWish, { operation: 'crop' }>, { width, height }: View['picture'], marked: boolean, read: (operation: object) => Adjustment): Adjustment {
  if (wish.by !== undefined) {
    const [left, top] = [Math.round((width * wish.by) / 2), Math.round((height * wish.by) / 2)];
    return read({ kind: 'crop', box: { left, top, width: Math.max(1, width - 2 * left), height: Math.max(1, height - 2 * top) } });
  }
  return read({ kind: 'crop', ...(wish.ratio && { aspect: wish.ratio }), ...(!marked && wish.ratio === undefined && { box: { left: 0, top: 0, width, height } }) });
}

/** The wish that is carried out without the model: always where it needs none, and on photos also where the model would paint worse. */
export function exactWishOf(intent: Intent | null, onPhoto: boolean): ExactWish | null {
  if (intent?.kind === 'exact') return intent.wish;
  return intent?.kind === 'edit' && intent.exact !== undefined && (onPhoto || !intent.known) ? intent.exact : null;
}

export async function* exactly(engine: Engine, seeing: Seeing | null, view: View, wish: ExactWish, input: TurnInput): AsyncGenerator<TurnEvent, TurnResult> {
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
