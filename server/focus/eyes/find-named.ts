// From a word to the things in a photo that it means: where they are, how many, each with a mask of its own.

import { connectedComponents } from '../../images/components.ts';
import { squaredDistanceTo } from '../../images/distance.ts';
import { createMask, type Mask } from '../../images/mask.ts';
import type { Picture } from '../../images/picture.ts';
import { throwIfStopped } from '../cancel.ts';
import { likelihoods } from '../full-size.ts';
import type { Eyes, Seen, Sight } from './eyes.ts';
import { type Offer, overlap } from './point-at.ts';

/** Things of one word that are told apart; more are a crowd. */
const mostThings = 24;

/** A piece under this share of the largest one is noise. */
const leastPiece = 0.03;

/** A thing has to lie within what the word marks by this share, else the click meant something else. */
const within = 0.6;

/** Two things with this overlap are one. */
const same = 0.5;

export interface Found {
  /** Chance that there is anything the word means, 0 to 1. */
  presence: number;
  /** All of it, likelihoods [side, side]; its score is the IoU it is expected to have. */
  all: Offer;
  /** Each thing, largest first. */
  things: Offer[];
}

/** What some concepts mean in a picture. @throws CancelledError */
export async function findConcepts(eyes: Eyes, picture: Picture, concepts: readonly number[], signal?: AbortSignal): Promise<Found> {
  const sight = await eyes.look(picture);
  throwIfStopped(signal);
  const [seen] = await eyes.point(sight, [{ concepts }]);
  const all = { sight, likely: likelihoods(seen.masks[0], eyes.grid, sight.frame.side), score: seen.quality[0] };
  return { presence: seen.presence, all, things: await thingsIn(eyes, sight, all, signal) };
}

/** Takes the largest piece of what is left, clicks into its middle, and takes away what that marks, until nothing is left. */
async function thingsIn(eyes: Eyes, sight: Sight, all: Offer, signal?: AbortSignal): Promise<Offer[]> {
  const { side } = sight.frame;
  const left = createMask(side, side);
  all.likely.forEach((value, index) => { left.data[index] = value > 0.5 ? 1 : 0; });
  const least = leastPiece * Math.max(1, connectedComponents(left, { limit: 1 })[0]?.area ?? 0);
  const things: Offer[] = [];
  for (let tries = 0; tries < 2 * mostThings && things.length < mostThings; tries += 1) {
    const [piece] = connectedComponents(left, { minimumArea: Math.max(4, least), limit: 1 });
    if (piece === undefined) break;
    throwIfStopped(signal);
    const deepest = deepestOf(piece.mask);
    const [seen] = await eyes.point(sight, [{ clicks: [{ x: (deepest % side) + 0.5, y: Math.floor(deepest / side) + 0.5, positive: true }] }]);
    const thing = thingOf(seen, sight, eyes.grid, all.likely) ?? { sight, likely: Float32Array.from(piece.mask.data), score: all.score };
    if (things.every((other) => overlap(other.likely, thing.likely) < same)) things.push(thing);
    thing.likely.forEach((value, index) => { if (value > 0.5) left.data[index] = 0; });
    piece.mask.data.forEach((value, index) => { if (value === 1 && near(index, deepest, side)) left.data[index] = 0; });
  }
  return things.sort((one, other) => areaOf(other.likely) - areaOf(one.likely));
}

/** The best mask of a click that lies within what the word marks; null where none does. */
function thingOf({ masks, quality }: Seen, sight: Sight, grid: number, all: Float32Array): Offer | null {
  let best: Offer | null = null;
  for (const [at, logits] of masks.entries()) {
    const likely = likelihoods(logits, grid, sight.frame.side);
    const [inside, size] = [likely.reduce((sum, value, index) => sum + Number(value > 0.5 && all[index] > 0.5), 0), areaOf(likely)];
    if (size > 0 && inside >= within * size && (best === null || quality[at] > best.score)) best = { sight, likely, score: quality[at] };
  }
  return best;
}

/** The pixel of a mask that is farthest from its edge and from the edge of the square. */
function deepestOf(mask: Mask): number {
  const { width, height } = mask;
  const depth = squaredDistanceTo(mask, 0);
  const atEdge = (index: number): number => Math.min(index % width, width - 1 - (index % width), Math.floor(index / width), height - 1 - Math.floor(index / width)) + 1;
  let deepest = 0;
  for (let index = 0, most = -1; index < depth.length; index += 1) {
    const here = Math.min(depth[index], atEdge(index) ** 2);
    if (mask.data[index] === 1 && here > most) [deepest, most] = [index, here];
  }
  return deepest;
}

/** Places this close to a click are done with, whatever it marked. */
function near(index: number, centre: number, side: number): boolean {
  return Math.hypot((index % side) - (centre % side), Math.floor(index / side) - Math.floor(centre / side)) < side / 32;
}

function areaOf(likely: Float32Array): number {
  return likely.reduce((sum, value) => sum + Number(value > 0.5), 0);
}
