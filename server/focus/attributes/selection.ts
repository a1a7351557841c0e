// Words that choose among several things: "the second from the left", "the two on the right", "the biggest red one".

import { type Colour, colourOf } from './colour-words.ts';

export type Side = 'left' | 'right' | 'top' | 'bottom';

export type Step =
  /** Has that colour. */
  | { kind: 'colour'; colour: Colour }
  /** Big or small, light or dark, beside the others. */
  | { kind: 'than-others'; measure: Measure; most: boolean }
  /** On that side, or in that corner (two sides). */
  | { kind: 'side'; sides: readonly Side[] }
  | { kind: 'middle' }
  /** The n-th, counted from a side; 1 is the outermost, -1 the last. */
  | { kind: 'order'; from: Side; position: number }
  /** The biggest (position 1), the second darkest (2). */
  | { kind: 'extreme'; measure: Measure; most: boolean; position: number };

/** `nearness`: how low it stands in the picture, which is how near it is on level ground. */
export type Measure = 'size' | 'height' | 'width' | 'lightness' | 'nearness';

export interface Selection {
  steps: readonly Step[];
  /** "two" → 2; null where no number was said. */
  count: number | null;
  /** Whether several may be meant. */
  plural: boolean;
  /** "all but the red one": what is taken out of that. */
  except: Selection | null;
  /** Words that say something else ("of the blue cube"); empty where all was read. */
  unread: string;
}

const ordinals: Record<string, number> = { first: 1, second: 2, third: 3, fourth: 4, fifth: 5, sixth: 6, seventh: 7, eighth: 8, ninth: 9, tenth: 10, last: -1 };
const numbers: Record<string, number> = { one: 1, two: 2, both: 2, three: 3, four: 4, five: 5, six: 6, seven: 7, eight: 8, nine: 9, ten: 10 };
const extremes: Record<string, [Measure, boolean]> = {
  biggest: ['size', true], bigger: ['size', true], largest: ['size', true], larger: ['size', true], smallest: ['size', false], smaller: ['size', false], tiniest: ['size', false], littlest: ['size', false],
  tallest: ['height', true], taller: ['height', true], highest: ['height', true], shortest: ['height', false], shorter: ['height', false], longest: ['width', true], longer: ['width', true], widest: ['width', true], wider: ['width', true], narrowest: ['width', false], thinnest: ['width', false],
  lightest: ['lightness', true], lighter: ['lightness', true], brightest: ['lightness', true], brighter: ['lightness', true], palest: ['lightness', true], darkest: ['lightness', false], darker: ['lightness', false],
  nearest: ['nearness', true], closest: ['nearness', true], foremost: ['nearness', true], farthest: ['nearness', false], furthest: ['nearness', false],
};
const besideOthers: Record<string, [Measure, boolean]> = {
  big: ['size', true], large: ['size', true], huge: ['size', true], giant: ['size', true], small: ['size', false], little: ['size', false], tiny: ['size', false], mini: ['size', false],
  tall: ['height', true], short: ['height', false], long: ['width', true], wide: ['width', true], narrow: ['width', false],
  light: ['lightness', true], bright: ['lightness', true], pale: ['lightness', true], dark: ['lightness', false],
};
const sideWords: Record<string, Side> = { left: 'left', right: 'right', top: 'top', upper: 'top', above: 'top', bottom: 'bottom', lower: 'bottom', below: 'bottom', lowest: 'bottom' };
const outermost: Record<string, Side> = { leftmost: 'left', rightmost: 'right', topmost: 'top', uppermost: 'top', bottommost: 'bottom', lowermost: 'bottom' };

const ordinal = `(${Object.keys(ordinals).join('|')}|\\d{1,2}(?:st|nd|rd|th))`;
const number = `(${Object.keys(numbers).join('|')}|\\d{1,2})`;
const edge = '(left|right|top|bottom)(?: hand)?(?: (?:side|end|edge))?';
const filler = /\b(the|a|an|one|ones|on|in|at|to|of|hand|side|most|corner|part|half|area|picture|image|photo|all|both|every|each|is|are|that|which|please|other|thing|things|and|with|end|edge|very|row|scene|colour|color|coloured|colored|some|any|just|only|those|these|this|from|away|camera|viewer)\b/g;

const exceptions = / (?:except(?: for)?|excluding|other than|(?:all |everything |but )?not|(?:all |everything |everyone )?but(?: not)?|(?:that |which )?(?:is|are) not) /;

/** Reads the words around a noun, or a phrase without one. `said` is what the noun and its number already told. */
export function selectionIn(text: string, said: { count?: number | null; plural?: boolean } = {}): Selection {
  const all = ` ${plain(text)} `;
  const out = exceptions.exec(all);
  // "those that are not red" leaves out every red one.
  const taken = out === null ? null : selectionIn(all.slice(out.index + out[0].length), { plural: out[0].includes('not') });
  const except = taken !== null && taken.steps.length > 0 ? taken : null;
  let rest = ` ${all.slice(0, except === null ? undefined : out?.index).trim()} `;
  const steps: Step[] = [];
  const take = (pattern: string, read: (...groups: string[]) => Step | null): void => {
    rest = rest.replace(new RegExp(` ${pattern}(?= )`, 'g'), (match, ...groups: string[]) => {
      const step = read(...groups);
      if (step === null) return match;
      steps.push(step);
      return ' ';
    });
  };
  let count = said.count ?? null;
  const isPlural = said.plural === true || except !== null || / (ones|all|both|those|these)(?= )/.test(rest);

  // "to the left of the cube" is about another thing.
  const relation = / (?:to |on )?(?:the )?(?:left|right|top|bottom|side|above|below|next to|behind|in front of|under|over|near|beside)(?: side)?(?: of)? (?:the|a|an|that|this) (?!left|right|top|bottom|upper|lower|middle|cent|picture|image|photo|scene|row|two|three|four|five|both)\p{L}+.*$/u.exec(rest);
  const related = relation?.[0] ?? '';
  if (related !== '') rest = `${rest.slice(0, rest.length - related.length)} `;

  // "of the three" says how many there are, "the first two" how many are meant.
  rest = rest.replace(new RegExp(` of (?:the |these |those |all )?${number}(?= )`, 'g'), ' ');
  rest = rest.replace(new RegExp(` ${ordinal} ${number}(?= )`, 'g'), (all, position: string, word: string) => {
    if (word === 'one') return all;
    count ??= numberOf(word);
    return ` ${position}`;
  });
rest = rest.replace(new RegExp(` ${ordinal}((?: [a-z]+){0,3}?) (?:from|on|at|to) (?:the )?(?:far )?${edge}(?= )`, 'g'), (_, position: string, between: string, from: string) => {
    steps.push({ kind: 'order', from: from as Side, position: ordinalOf(position) });
    return between;
  });
  take(`number ${number}`, (word) => ({ kind: 'order', from: 'left', position: numberOf(word) }));
  take(`${ordinal} (?:one )?${either(extremes)}`, (position, word) => ({ kind: 'extreme', measure: extremes[word][0], most: extremes[word][1], position: ordinalOf(position) }));
  take(`${ordinal} ${edge}(?: most)?`, (position, from) => ({ kind: 'order', from: from as Side, position: ordinalOf(position) }));
  take('(?:far|furthest|farthest)(?: (?:to|on))?(?: the)? (left|right)', (from) => ({ kind: 'order', from: from as Side, position: 1 }));
  take(either(extremes), (word) => (steps.some(({ kind }) => kind === 'extreme') ? null : { kind: 'extreme', measure: extremes[word][0], most: extremes[word][1], position: 1 }));
  take('(top|upper|bottom|lower) (left|right)(?: hand)?', (one, other) => ({ kind: 'side', sides: [sideWords[one], sideWords[other]] }));
  take('(left|right)(?: hand)? (top|upper|bottom|lower)', (one, other) => ({ kind: 'side', sides: [sideWords[other], sideWords[one]] }));
  take(`(?:(?:most|very|far|furthest|farthest) (?:to )?(?:the )?)?${either(outermost)}`, (word) => ({ kind: 'order', from: outermost[word], position: 1 }));
  take('(left|right|top|bottom) most', (from) => ({ kind: 'order', from: from as Side, position: 1 }));
  take(either(sideWords), (word) => ({ kind: 'side', sides: [sideWords[word]] }));
  take('(?:in between|middle|central|centre|center|between)', () => ({ kind: 'middle' }));
  take('(?:front|foreground)', () => ({ kind: 'extreme', measure: 'nearness', most: true, position: 1 }));
  take('(?:back|background|rear)', () => ({ kind: 'extreme', measure: 'nearness', most: false, position: 1 }));
  // "light blue" is a colour, "the light one" is not.
  take('(?:light|dark|bright|pale|deep) ([a-z]+)', (word) => colourStep(word));
  take('([a-z]+)', (word) => colourStep(word));
  take(either(besideOthers), (word) => ({ kind: 'than-others', measure: besideOthers[word][0], most: besideOthers[word][1] }));
  take(ordinal, (position) => (steps.some(({ kind }) => kind === 'order' || kind === 'extreme') ? null : { kind: 'order', from: 'left', position: ordinalOf(position) }));
  rest = rest.replace(new RegExp(` ${number}(?= )`, 'g'), (all, word: string) => {
    if (word === 'one') return all;
    count ??= numberOf(word);
    return ' ';
  });
  const unread = `${rest.replace(filler, ' ')} ${related}`.replace(/ +/g, ' ').trim();
  return { steps, count, plural: isPlural || (count ?? 1) > 1, except, unread };
}

function plain(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, ' ').trim();
}

function colourStep(word: string): Step | null {
  const colour = colourOf(word);
  return colour === null ? null : { kind: 'colour', colour };
}

function ordinalOf(word: string): number {
  return Object.hasOwn(ordinals, word) ? ordinals[word] : Number.parseInt(word, 10);
}

function numberOf(word: string): number {
  return Object.hasOwn(numbers, word) ? numbers[word] : Number(word);
}

function either(words: object): string {
  return `(${Object.keys(words).join('|')})`;
}
