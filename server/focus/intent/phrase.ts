// Pieces of a message: without its politeness, and the noun that a phrase is about.

import nlp from 'compromise';

const opening = /^(?:\W|(?:please|pls|plz|kindly|hey|hi|hello|ok|okay|now|just|and|then|so|well|um|uh|hmm?|yo|alright|great|good|cool|nice|thanks|thank you|dear|quickly|simply|also|next|first|finally|actually|rather|instead|maybe|perhaps|oh|yes|yeah|right|focus|go ahead and|be so kind and|be so kind as to|feel free to|let'?s|let us|i(?:'d| would) (?:like|love|want) (?:you to|to)|i (?:want|need|wish) (?:you )?to|we (?:want|need) (?:you )?to|i(?:'d| would) appreciate it if you(?: could| would)?|help me(?: to)?|try to|would you mind(?: to)?|do me a favou?r and|(?:can|could|would|will|might) (?:you|u|we)(?: please| pls| kindly| maybe| possibly| perhaps| be so kind as to| be so kind and| just| quickly)*)\b)+/i;
const closing = /(?:[^\w%°#]|\b(?:please|pls|plz|thanks|thank you|thx|ty|cheers|for me|ok|okay|now|real quick|quickly|if you can|if possible|would you|will you|could you|can you|asap|mate|dude|bro|lol|right now|at once|again|many thanks|for a friend|help me out))+$/i;

/** "hey, could you please remove the cube for me?" → "remove the cube". */
export function withoutPoliteness(text: string): string {
  const clean = text.replace(opening, '').trim();
  const end = closing.exec(clean);
  return end === null ? clean : clean.slice(0, end.index).trim() || clean;
}

const pronoun = /^(?:it|this|that|them|these|those|him|her|both|both of (?:it|them|these|those)|all of (?:it|them|these|those)|(?:this|that) (?:one|thing|part|bit|area|region|selection|mask)|(?:the|my) (?:mask|selection|marked (?:area|part|region|thing|object)|selected (?:area|part|region|thing|object)|chosen (?:one|mask|area))|what (?:i|you) (?:marked|selected|pointed at|chose)|these (?:two|things|ones)|all|the (?:two|both))$/i;

/** Whether a phrase means what was marked or pointed at before. */
export const isPronoun = (phrase: string): boolean => pronoun.test(phrase.trim());

const wholePicture = /^(?:(?:the|this|my|that|an?) )?(?:whole |entire |full |complete )?(?:picture|image|photo|photograph|pic|img|scene|shot|screenshot|snapshot|thing|canvas)$|^everything$|^all of it$|^the lot$|^(?:the )?whole (?:thing|lot)$/i;
export const isWholePicture = (phrase: string): boolean => wholePicture.test(phrase.trim());

const background = /^(?:the |this |that |its |his |her |their |my |all (?:of )?the |whole )*(?:whole )?(?:back ?ground|backdrop|bg|surroundings|rest|everything else|all else|what(?:'s| is| ever is)? behind .+|everything (?:behind|around|but|except|other than|apart from) .+|all (?:but|except) .+|whatever(?:'s| is) behind .+|all that(?:'s| is) (?:behind|around) .+)$/i;
export const isBackground = (phrase: string): boolean => background.test(phrase.trim());

/** The noun that a phrase is about, in the singular: "the big dogs on the left" → "dog"; null where there is none. */
export function headNoun(phrase: string): string | null {
  const before = phrase.toLowerCase().replace(/^(?:an?|the|this|that|these|those|my|your|his|her|its|our|their|both|all(?: of)?(?: the)?|every|each|any|some|one|two|three)\s+/, '')
    .split(/\s+(?:that|which|who|whose|where|with|without|on|in|at|of|behind|beside|before|near|next|under|over|above|below|left|right|from|to|by|between|among|wearing|holding|standing|sitting|closest|nearest|farthest|and|or|but)\b/)[0].trim();
  const words = before.split(/[^a-z0-9'-]+/).filter((word) => word !== '');
  const last = words.at(-1);
  if (last === undefined || isPronoun(last)) return null;
  const word = nlp(last);
  word.tag('Noun');
  return word.nouns().toSingular().text('normal') || last;
}
