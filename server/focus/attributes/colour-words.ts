// Names of colours as people say them, and which of the measured colours each means.

/** The eleven basic terms of English (Berlin and Kay, 1969), and two that lie between them. */
export const colours = ['black', 'grey', 'white', 'red', 'orange', 'yellow', 'green', 'cyan', 'blue', 'purple', 'pink', 'brown', 'beige'] as const;
export type Colour = (typeof colours)[number];

const others: Record<string, Colour> = {
  gray: 'grey', silver: 'grey', silvery: 'grey', charcoal: 'grey', ebony: 'black', ivory: 'white',
  crimson: 'red', scarlet: 'red', maroon: 'red', burgundy: 'red', ruby: 'red', reddish: 'red',
  ginger: 'orange', amber: 'orange', apricot: 'orange', copper: 'orange', golden: 'yellow', gold: 'yellow', blond: 'yellow', blonde: 'yellow', mustard: 'yellow', yellowish: 'yellow',
  olive: 'green', lime: 'green', emerald: 'green', mint: 'green', greenish: 'green', turquoise: 'cyan', teal: 'cyan', aqua: 'cyan',
  navy: 'blue', azure: 'blue', indigo: 'blue', bluish: 'blue', violet: 'purple', lilac: 'purple', lavender: 'purple', mauve: 'purple', plum: 'purple',
  magenta: 'pink', fuchsia: 'pink', rose: 'pink', salmon: 'pink', coral: 'pink', pinkish: 'pink', chocolate: 'brown', chestnut: 'brown', bronze: 'brown', brownish: 'brown', rust: 'brown',
  tan: 'beige', cream: 'beige', khaki: 'beige', sand: 'beige', sandy: 'beige', whitish: 'white', blackish: 'black', greyish: 'grey', grayish: 'grey',
};

/** "navy" → "blue"; null for what is no colour. */
export function colourOf(word: string): Colour | null {
  const plain = word.toLowerCase();
  if (colours.includes(plain as Colour)) return plain as Colour;
  return Object.hasOwn(others, plain) ? others[plain] : null;
}

export const colourWords: readonly string[] = [...colours, ...Object.keys(others)];

/**
 * How much of a thing measured as one colour is also called by the other. Symmetric; 1 for itself and 0 where nothing stands. Above a quarter are those that
 * light and shade turn into each other, so that a thing may be called so that has nothing of it; strong colours beside each other stay apart.
 */
const related: [Colour, Colour, number][] = [
  ['white', 'beige', 0.4], ['white', 'grey', 0.3], ['black', 'grey', 0.3], ['black', 'brown', 0.3], ['grey', 'beige', 0.2], ['grey', 'brown', 0.2],
  ['brown', 'orange', 0.4], ['brown', 'beige', 0.5], ['orange', 'beige', 0.3], ['yellow', 'beige', 0.4], ['yellow', 'brown', 0.2], ['red', 'brown', 0.3],
  ['red', 'pink', 0.2], ['red', 'orange', 0.2], ['orange', 'yellow', 0.2], ['yellow', 'green', 0.1], ['blue', 'cyan', 0.2], ['green', 'cyan', 0.2], ['purple', 'pink', 0.2], ['purple', 'blue', 0.2], ['orange', 'pink', 0.2],
];
const affinities = new Map(related.flatMap(([one, other, affinity]) => [[`${one} ${other}`, affinity], [`${other} ${one}`, affinity]]));

export function affinity(asked: Colour, measured: Colour): number {
  return asked === measured ? 1 : (affinities.get(`${asked} ${measured}`) ?? 0);
}
