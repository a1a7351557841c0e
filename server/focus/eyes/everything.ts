// Things in a photo without a word: clicks on a grid, what they mean merged and ranked. "Everything" is all of them, "the subject" the one that stands out.

import type { Picture } from '../../images/picture.ts';
import { throwIfStopped } from '../cancel.ts';
import { likelihoods } from '../full-size.ts';
import type { Eyes } from './eyes.ts';
import { type Offer, overlap } from './point-at.ts';

/** Clicks along each side. */
const [everywhere, coarse] = [10, 7];
const together = 10;

/** Expected IoU from which a mask counts. */
const sureThing = 0.6;

/** Two masks with this overlap are one; of one inside another both stay. */
const same = 0.6;

/** A thing is no more of the picture than this, and no less. */
const [least, most] = [0.0008, 0.9];

/** All things that clicks find, largest first, at most `limit`. @throws CancelledError */
export async function everythingIn(eyes: Eyes, picture: Picture, limit = 60, signal?: AbortSignal): Promise<Offer[]> {
  return (await candidates(eyes, picture, everywhere, signal)).slice(0, limit).sort((one, other) => shareOf(other) - shareOf(one));
}

export interface Subject {
  offer: Offer;
  /** How far it stands out from the next one, 0 (not at all) to 1. */
  lead: number;
}

/**
 * What the photo is of: sure, large, near the middle. Null where nothing stands out at all.
 * @throws CancelledError
 */
export async function subjectIn(eyes: Eyes, picture: Picture, signal?: AbortSignal): Promise<Subject | null> {
  const found = await candidates(eyes, picture, coarse, signal);
  const ranked = found.map((offer) => ({ offer, salience: salienceOf(offer) })).sort((one, other) => other.salience - one.salience);
  if (ranked.length === 0) return null;
  // What lies within the best one is a part of it and no rival.
  const rival = ranked.slice(1).find(({ offer }) => overlap(offer.likely, ranked[0].offer.likely) < 0.2);
  return { offer: ranked[0].offer, lead: 1 - (rival === undefined ? 0 : rival.salience / ranked[0].salience) };
}

async function candidates(eyes: Eyes, picture: Picture, across: number, signal?: AbortSignal): Promise<Offer[]> {
  const sight = await eyes.look(picture);
  const { side, inner } = sight.frame;
  const places = Array.from({ length: across ** 2 }, (_, at) => ({
    x: inner.left + ((at % across) + 0.5) * (inner.width / across), y: inner.top + (Math.floor(at / across) + 0.5) * (inner.height / across), positive: true,
  }));
  const offers: Offer[] = [];
  for (let at = 0; at < places.length; at += together) {
    throwIfStopped(signal);
    const seen = await eyes.point(sight, places.slice(at, at + together).map((place) => ({ clicks: [place] })));
    for (const { masks, quality } of seen) {
      for (const [choice, logits] of masks.entries()) {
        if (quality[choice] >= sureThing) offers.push({ sight, likely: likelihoods(logits, eyes.grid, side), score: quality[choice] });
      }
    }
  }
  const kept: Offer[] = [];
  for (const offer of offers.sort((one, other) => other.score - one.score)) {
    const share = shareOf(offer);
    if (share >= least && share <= most && kept.every((other) => overlap(other.likely, offer.likely) < same)) kept.push(offer);
  }
  return kept;
}

/** Share of the picture that is inside. */
function shareOf({ sight: { frame: { inner } }, likely }: Offer): number {
  return likely.reduce((sum, value) => sum + Number(value > 0.5), 0) / (inner.width * inner.height);
}

function salienceOf(offer: Offer): number {
  const { sight: { frame: { side, inner } }, likely, score } = offer;
  let [x, y, count] = [0, 0, 0];
  likely.forEach((value, index) => {
    if (value <= 0.5) return;
    x += index % side;
    y += Math.floor(index / side);
    count += 1;
  });
  const away = Math.hypot((x / count - inner.left) / inner.width - 0.5, (y / count - inner.top) / inner.height - 0.5);
  const share = Math.min(0.4, count / (inner.width * inner.height));
  return score ** 2 * Math.sqrt(share) * (1 - away);
}
