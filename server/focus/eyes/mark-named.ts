// "mark the dog", "the two cats on the left", "all cups": words on a photo, without the language model. What was not taught is said.

import { boundingBox } from '../../images/mask.ts';
import type { Picture } from '../../images/picture.ts';
import { select } from '../attributes/select.ts';
import { selectionIn } from '../attributes/selection.ts';
import { allAskedIn, type Asked, askedIn } from '../recognise/noun-phrase.ts';
import { guessOf, lessOf, notTaught, thereIsNo } from '../recognise/sentences.ts';
import { isOffered } from '../recognise/word-thresholds.ts';
import type { NamedMask } from '../turn-events.ts';
import { everythingIn, subjectIn } from './everything.ts';
import { findConcepts } from './find-named.ts';
import { outline, outlines } from './marking.ts';
import { conceptsOf, nameOffers, plainName } from './naming.ts';
import type { Offer } from './point-at.ts';
import type { Seeing } from './seeing.ts';

export interface MarkedByWords {
  /** Empty where nothing is marked. */
  masks: NamedMask[];
  /** What has to be said before, or instead: a word not taught, a guess, that there is none. */
  notes: string[];
  /** Whether nothing is marked because there is none; else a word was not taught. */
  none: boolean;
}

/** Chance from which there is one. Chosen on calibration photos (40 nouns, balanced). */
export const presentFrom = 0.5;

/** How far the subject has to stand out to be marked without a word of doubt. */
const clearLead = 0.15;

const everythingWords = /^(?:everything|all (?:of )?(?:the )?(?:things|objects)|all|every ?(?:thing|object))$/i;
const subjectWords = /^(?:the |its |my )?(?:main )?(?:subject|main (?:thing|object|subject)|foreground)$/i;

/** Every thing of a class, which is a word without more. @throws CancelledError */
export async function markClass(seeing: Seeing, picture: Picture, name: string, signal?: AbortSignal): Promise<NamedMask[]> {
  const asked = askedIn(seeing.words.vocabulary, name);
  return (await markAsked(seeing, picture, { ...asked, plural: true }, signal)).masks;
}

/** Marks what a phrase means in a picture. @throws CancelledError */
export async function markNamed(seeing: Seeing, picture: Picture, phrase: string, signal?: AbortSignal): Promise<MarkedByWords> {
  if (everythingWords.test(phrase.trim())) return named(seeing, await everythingIn(seeing.eyes, picture, 40, signal), signal);
  if (subjectWords.test(phrase.trim())) return theSubject(seeing, picture, signal);
  const result: MarkedByWords = { masks: [], notes: [], none: true };
  for (const asked of allAskedIn(seeing.words.vocabulary, phrase)) {
    const part = await markAsked(seeing, picture, asked, signal);
    result.masks.push(...part.masks);
    result.notes.push(...part.notes);
    result.none &&= part.none;
  }
  return result;
}

/** The instances of a word in a picture that a phrase selects. */
async function markAsked({ eyes, words }: Seeing, picture: Picture, asked: Asked, signal?: AbortSignal): Promise<MarkedByWords> {
  const { vocabulary, thresholds } = words;
  const known = asked.concepts.filter((concept) => isOffered(thresholds, vocabulary.concepts[concept].name));
  if (asked.word === null || known.length === 0) {
    const said = asked.unknown.length > 0 ? asked.unknown : [asked.noun].filter((noun) => noun !== '');
    return { masks: [], notes: [said.length > 0 ? notTaught(said) : 'I do not know what to mark.'], none: false };
  }
  const notes = [guessOf(asked), lessOf(asked, known.map((concept) => vocabulary.concepts[concept]))].filter((note) => note !== null);
  const { presence, all, things } = await findConcepts(eyes, picture, conceptsOf(vocabulary, known), signal);
  if (presence < presentFrom || things.length === 0) return { masks: [], notes: [...notes, thereIsNo(asked)], none: true };
  const drawn = await outlines(things, signal);
  const masks = things.flatMap((offer, index) => {
    const box = boundingBox(drawn[index]);
    return box === null ? [] : [{ offer, mask: drawn[index], box, name: asked.word! }];
  });
  const selection = selectionIn([...asked.modifiers, asked.rest].join(' '), { count: asked.count, plural: asked.plural });
  const wantsOne = selection.steps.length > 0 || asked.count !== null;
  const { chosen } = wantsOne ? select(selection, masks, picture) : { chosen: asked.plural ? masks.map((_, index) => index) : [0].filter((index) => index < masks.length) };
  if (chosen.length === 0) return { masks: [], notes: [...notes, thereIsNo(asked)], none: true };
  // One thing asked for and one there: all that the word marks is surer than a click into its middle.
  const single = masks.length === 1 && chosen.length === 1 ? { ...masks[0], offer: all, mask: await outline(all, signal) } : null;
  const found = single === null ? chosen.map((index) => masks[index]) : [single];
  return { masks: found.map(({ offer, mask }) => ({ name: asked.word!, mask, score: Math.min(presence, offer.score) })), notes, none: false };
}

async function named({ eyes, words }: Seeing, offers: readonly Offer[], signal?: AbortSignal): Promise<MarkedByWords> {
  const names = await nameOffers(eyes, words, offers);
  const drawn = await outlines(offers, signal);
  const masks = offers.map((offer, index) => ({ name: plainName(names[index].concept), mask: drawn[index], score: offer.score }));
  return { masks: masks.filter(({ mask }) => boundingBox(mask) !== null), notes: [], none: masks.length === 0 };
}

async function theSubject(seeing: Seeing, picture: Picture, signal?: AbortSignal): Promise<MarkedByWords> {
  const subject = await subjectIn(seeing.eyes, picture, signal);
  if (subject === null) return { masks: [], notes: ['Nothing stands out in this picture. Click what you mean.'], none: true };
  const marked = await named(seeing, [subject.offer], signal);
  return subject.lead >= clearLead ? marked : { ...marked, notes: ['I am not sure that this is what the picture is of. If not, click what you mean.'] };
}
