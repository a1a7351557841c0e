// Pointing on photos: what is clicked, boxed, stroked or roughly marked, as masks of the picture with their names. The language model has no part in it.

import { boundingBox, intersect, type Mask, union } from '../../images/mask.ts';
import type { Picture } from '../../images/picture.ts';
import type { Point } from '../../images/raster.ts';
import { fullSizeMaskApart, lifted } from '../full-size.ts';
import { thisIs } from '../recognise/sentences.ts';
import type { Alternative } from '../turn-events.ts';
import type { TurnInput } from '../turn-input.ts';
import { chosenOf } from './choice.ts';
import { nameOffers, plainName } from './naming.ts';
import { type Offer, pointAt, type PointedAt } from './point-at.ts';
import type { Seeing } from './seeing.ts';

/** Points of a stroke that are read; more say no more. */
const strokePoints = 8;

/** A mask that was pointed at, and the sentence that says what it is. */
export interface PointedMask extends Alternative {
  called: string;
}

/**
 * What is pointed at: the likeliest, or the chosen one where a click may mean more than one thing, then the others, best first. Empty where
 * nothing is there.
 * @throws CancelledError, InputError `choice-unknown` where the click has no such meaning.
 */
export async function markPointed({ eyes, words }: Seeing, picture: Picture, input: TurnInput): Promise<PointedMask[]> {
  const offers = await pointAt(eyes, picture, pointedAt(input), input.signal);
  const names = await nameOffers(eyes, words, offers);
  const masks = await outlines(offers, input.signal);
  const found = offers.map((offer, index) => ({ name: plainName(names[index].concept), mask: masks[index], score: offer.score, called: thisIs(names[index]) })).filter(({ mask }) => boundingBox(mask) !== null);
  return chosenFirst(found.map((one, choice) => ({ ...one, choice })), input);
}

/** Several clicks have one meaning, for which `pointAt` has chosen that of the first. */
function chosenFirst<Meaning>(meanings: readonly Meaning[], { points = [] }: TurnInput): Meaning[] {
  if (meanings.length === 0 || points.length !== 1) return [...meanings];
  const chosen = chosenOf(meanings, points[0].choice ?? 0);
  return [chosen, ...meanings.filter((one) => one !== chosen)];
}

/**
 * A mask corrected by clicks. Clicks that only add never take anything away, clicks that only take never add.
 * @throws CancelledError
 */
export async function correctPointed({ eyes }: Seeing, picture: Picture, base: Mask, clicks: PointedAt['clicks'], signal?: AbortSignal): Promise<{ mask: Mask; score: number }> {
  const [offer] = await pointAt(eyes, picture, { clicks, boxes: [], rough: [], earlier: base }, signal);
  const mask = await outline(offer, signal);
  const [adds, takes] = [clicks.some(({ positive }) => positive), clicks.some(({ positive }) => !positive)];
  return { mask: !takes ? union(base, mask) : !adds ? intersect(base, mask) : mask, score: offer.score };
}

/** An offer as a mask of the picture, its outline along the picture's edges. */
export function outline({ sight, likely }: Offer, signal?: AbortSignal): Promise<Mask> {
  return fullSizeMaskApart(lifted(likely), sight.picture, sight.frame, signal);
}

/** As `outline`, in the order of the offers. */
export function outlines(offers: readonly Offer[], signal?: AbortSignal): Promise<Mask[]> {
  return Promise.all(offers.map((offer) => outline(offer, signal)));
}

function pointedAt({ points = [], boxes = [], scribbles = [], masks = [] }: TurnInput): PointedAt {
  return { clicks: [...points, ...scribbles.flatMap(alongStroke)], boxes, rough: masks };
}

/** Points of a stroke, evenly spaced, as clicks. */
function alongStroke(stroke: readonly Point[]): PointedAt['clicks'] {
  const count = Math.min(strokePoints, Math.max(2, stroke.length));
  const lengths = stroke.map((point, at) => (at === 0 ? 0 : Math.hypot(point.x - stroke[at - 1].x, point.y - stroke[at - 1].y)));
  const whole = lengths.reduce((sum, length) => sum + length, 0);
  if (whole === 0) return [{ ...stroke[0], positive: true }];
  return Array.from({ length: count }, (_, number) => {
    let left = (whole * number) / (count - 1);
    let at = 1;
    while (at < stroke.length - 1 && left > lengths[at]) left -= lengths[at++];
    const share = lengths[at] === 0 ? 0 : Math.min(1, left / lengths[at]);
    const [from, to] = [stroke[at - 1], stroke[at]];
    return { x: from.x + share * (to.x - from.x), y: from.y + share * (to.y - from.y), positive: true };
  });
}
