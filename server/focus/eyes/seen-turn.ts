// Words about a photo: what the eyes can answer, mark, or find for a change. What they cannot is said, and not guessed.

import { area, type Mask, union } from '../../images/mask.ts';
import type { Picture } from '../../images/picture.ts';
import { colouringOf } from '../attributes/colour-shares.ts';
import type { Intent } from '../intent/intent.ts';
import { iSee, thereIsNo } from '../recognise/sentences.ts';
import { askedIn } from '../recognise/noun-phrase.ts';
import type { NamedMask } from '../turn-events.ts';
import type { TurnInput } from '../turn-input.ts';
import { everythingIn } from './everything.ts';
import { markNamed } from './mark-named.ts';
import { markPointed } from './marking.ts';
import { nameOffers } from './naming.ts';
import type { Seeing } from './seeing.ts';

/** What came of words about a photo. */
export interface SeenAnswer {
  action: 'answer' | 'segment' | 'none';
  text: string;
  masks: NamedMask[];
}

const markVerb = /^(?:(?:please|can you|could you|would you|now|and|also|just)\s+)*(?:mark|select|segment|highlight|outline|show(?: me)?|find|locate|point (?:out|at|to)|pick(?: out)?|circle|trace|mask|detect|spot|choose|indicate|identify|where (?:is|are)|i (?:want|need|mean))\s+/i;

/** What a message asks to mark: "please mark the dog" → "the dog". */
export function objectOf(text: string): string {
  return text.trim().replace(/[.!?]+$/, '').replace(markVerb, '').replace(/\s+(?:please|for me|in (?:the|this) (?:picture|photo|image))$/i, '').trim();
}

/** Marks what is asked for. */
export async function markSaid(seeing: Seeing, picture: Picture, text: string, signal?: AbortSignal): Promise<SeenAnswer> {
  const { masks, notes, none } = await markNamed(seeing, picture, objectOf(text), signal);
  if (masks.length === 0) return { action: 'none', text: notes.join(' '), masks: [] };
  const marked = `I marked ${listed(masks.map(({ name }) => name))}.`;
  return { action: none ? 'none' : 'segment', text: [...notes, marked].join(' '), masks };
}

const forms = {
  what: /^(?:what|who)(?: kind of \w+)?(?:'s| is| are)? (?:this|that|these|those|it|here)\b/i,
  describe: /^(?:describe|what (?:do you|can you|is there to) see|what(?:'s| is| are)(?: there)? (?:in|on|to see in) (?:the|this) (?:picture|photo|image)|what (?:things|objects) (?:are|do you see)|tell me (?:about|what))/i,
  count: /^(?:how many|count(?: the| all)?|number of)\s+(?<object>.+?)(?:\s+(?:are|do|can|is)\b.*|\s+in\b.*)?[?.!]*$/i,
  exists: /^(?:is|are) there (?:an?|any|some|one)?\s*(?<object>.+?)(?:\s+in (?:the|this) (?:picture|photo|image)|\s+here)?[?.!]*$|^(?:do|can) you see (?:an?|any|some|the)?\s*(?<seen>.+?)[?.!]*$/i,
  colour: /^(?:what|which) colou?r (?:is|are|does|do|has|have) (?<object>.+?)(?: have)?[?.!]*$/i,
  place: /^where(?:'s| is| are) (?<object>.+?)[?.!]*$/i,
} as const;

/** Whether a message asks what there is: of a photo that is answered by what is found in it. */
export function describes(text: string): boolean {
  return forms.describe.test(text.trim());
}

/** Answers a question where a photo's things, names, numbers, colours and places do; null where they do not. */
export async function answerSeen(seeing: Seeing, picture: Picture, text: string, input: TurnInput): Promise<SeenAnswer | null> {
  const said = text.trim();
  const { signal } = input;
  const pointed = (input.points ?? []).length + (input.boxes ?? []).length + (input.scribbles ?? []).length + (input.masks ?? []).length > 0;
  if (pointed || (forms.what.test(said) && input.place !== undefined)) return nameOfPointed(seeing, picture, input);
  if (forms.describe.test(said)) return description(seeing, picture, signal);
  const object = (Object.entries(forms) as [keyof typeof forms, RegExp][]).map(([kind, form]) => ({ kind, groups: form.exec(said)?.groups })).find(({ groups }) => groups !== undefined);
  if (object === undefined) return null;
  const phrase = (object.groups!.object ?? object.groups!.seen).trim();
  const pronoun = /^(?:it|this|that|they|them|these|those)$/i.test(phrase);
  const found = pronoun && input.place !== undefined ? { masks: [{ name: 'it', mask: input.place, score: 1 }], notes: [] } : await markNamed(seeing, picture, object.kind === 'count' ? `all ${phrase}` : phrase, signal);
  if (found.masks.length === 0) return { action: 'none', text: found.notes.join(' '), masks: [] };
  const notes = found.notes.length > 0 ? `${found.notes.join(' ')} ` : '';
  const all = found.masks.map(({ mask }) => mask).reduce(union);
  switch (object.kind) {
    case 'count': return { action: 'answer', text: `${notes}I count ${found.masks.length}.`, masks: [] };
    case 'exists': return { action: 'answer', text: `${notes}Yes${found.masks.length > 1 ? `, ${found.masks.length} of them` : ''}, ${placeWords(all)}.`, masks: [] };
    case 'colour': return { action: 'answer', text: `${notes}${capital(colourWords(picture, all))}.`, masks: [] };
    case 'place': return { action: 'segment', text: `${notes}${capital(placeWords(all))}.`, masks: found.masks };
    default: return null;
  }
}

/** What is said where none of this fits. */
export const beyondPhotos = 'I cannot answer that about a photo yet. I can say what is there, how many, in which colour and where, and mark or change what you name or point at.';

async function nameOfPointed(seeing: Seeing, picture: Picture, input: TurnInput): Promise<SeenAnswer> {
  const masks = input.place === undefined ? await markPointed(seeing, picture, input) : await markPointed(seeing, picture, { ...input, points: [], boxes: [], scribbles: [], masks: [input.place] });
  if (masks.length === 0) return { action: 'none', text: 'I see nothing there that I could name.', masks: [] };
  const [{ called, ...best }] = masks;
  return { action: 'segment', text: called, masks: [best] };
}

async function description(seeing: Seeing, picture: Picture, signal?: AbortSignal): Promise<SeenAnswer> {
  const offers = await everythingIn(seeing.eyes, picture, 24, signal);
  const names = await nameOffers(seeing.eyes, seeing.words, offers);
  return { action: 'answer', text: iSee(names.flatMap(({ concept }) => (concept === null ? [] : [concept]))), masks: [] };
}

/** "on the left", "in the middle, at the bottom". */
function placeWords({ width, height, data }: Mask): string {
  let [x, y, count] = [0, 0, 0];
  for (let at = 0; at < data.length; at += 1) {
    if (data[at] === 0) continue;
    x += (at % width) / width;
    y += Math.floor(at / width) / height;
    count += 1;
  }
  const across = x / count < 0.36 ? 'on the left' : x / count > 0.64 ? 'on the right' : 'in the middle';
  const down = y / count < 0.3 ? ', at the top' : y / count > 0.7 ? ', at the bottom' : '';
  return `${across}${down}`;
}

function colourWords(picture: Picture, mask: Mask): string {
  if (area(mask) === 0) return 'I cannot tell';
  const shares = Object.entries(colouringOf(picture, mask).shares).sort(([, one], [, other]) => other - one);
  const named = shares.filter(([, share], index) => index === 0 || (index === 1 && share > 0.6 * shares[0][1])).map(([colour]) => colour);
  return `mostly ${named.join(' and ')}`;
}

/** Whether a phrase asks for something that the eyes were not taught; the noun, or null. */
export function untaughtOnPhotos({ words }: Seeing, phrase: string): string | null {
  return askedIn(words.vocabulary, phrase).unknown[0] ?? null;
}

/** The place that a change means by its words, or why there is none. */
export async function placeSaid(seeing: Seeing, picture: Picture, intent: Extract<Intent, { kind: 'edit' }>, signal?: AbortSignal): Promise<{ place: Mask; name: string; notes: string[] } | { refusal: string }> {
  const phrase = intent.edit === 'background' || intent.object === null ? 'the subject' : intent.object;
  const { masks, notes } = await markNamed(seeing, picture, phrase, signal);
  if (masks.length === 0) return { refusal: `${notes.join(' ') || thereIsNo({ noun: phrase, modifiers: [], plural: false, count: null })} The picture stays as it is.` };
  return { place: masks.map(({ mask }) => mask).reduce(union), name: [...new Set(masks.map(({ name }) => name))].join(', '), notes };
}

/** "the dog", "2 dogs and the cat". */
function listed(names: readonly string[]): string {
  const counted = [...new Set(names)].map((name) => {
    const count = names.filter((other) => other === name).length;
    return count === 1 ? `the ${name}` : `${count} × ${name}`;
  });
  return counted.length < 2 ? (counted[0] ?? 'nothing') : `${counted.slice(0, -1).join(', ')} and ${counted.at(-1)}`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
