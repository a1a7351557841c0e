// Words of a noun phrase that are not its noun.

import { colourWords } from '../attributes/colour-words.ts';

/** Before the noun, and saying nothing about it. */
export const determiners = new Set(
  'a an the this that these those my your his her its our their some any all every each both either no another other such same whole entire single only just also of out what which there'.split(' '),
);

export const numbers: Record<string, number> = {
  one: 1, two: 2, both: 2, three: 3, four: 4, five: 5, six: 6, seven: 7, eight: 8, nine: 9, ten: 10, eleven: 11, twelve: 12,
};

/** "a pair of shoes": shoes are meant. */
export const measures = new Set(
  'pair pairs group groups bunch couple piece pieces slice slices herd flock pack row rows pile heap bit bits lot lots number set sets kind kinds type types sort sorts bundle stack handful dozen part'.split(' '),
);

/** What comes after one of these says which one is meant, or where it is. */
export const prepositions = new Set(
  'with without on in at near behind under underneath above below beside besides beneath next from to by for over between among around inside outside within across against along through into onto off that which who whose whom is are was were wearing holding having has have having carrying where when than closest nearest farthest furthest while as like except but not'.split(' '),
);

/** After the noun: "the dog please", "the dog on the left" comes with its own preposition. */
export const trailing = new Set('please here there away too again now thanks thank you also alone only themselves itself left right top bottom middle centre center front back first last'.split(' '));

const sizes = 'big bigger biggest large larger largest huge giant great small smaller smallest little tiny mini miniature tall taller tallest short shorter shortest long longer longest wide widest thin thick fat narrow medium'.split(' ');
const places = 'left leftmost right rightmost top topmost upper uppermost bottom bottommost lower lowest middle central centre center front back far near nearest closest furthest farthest first second third fourth fifth sixth seventh eighth ninth tenth last next'.split(' ');
const lights = 'light lighter lightest dark darker darkest bright brighter brightest pale deep vivid shiny dull'.split(' ');
const looks =
  'old older oldest young younger youngest new modern ancient clean dirty wet dry open closed empty full broken cute pretty beautiful ugly nice lovely fluffy furry hairy striped spotted checked plain round square flat curved wooden leather cotton silk woollen golden metallic transparent sitting standing lying running walking sleeping flying smiling parked hanging male female adult main whole real fake same different other entire visible'.split(' ');

/** Words that tell one thing from another; they are returned beside the noun, and are never taken for it. */
export const adjectives: ReadonlySet<string> = new Set([...colourWords, ...sizes, ...places, ...lights, ...looks]);
