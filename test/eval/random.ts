// Numbers by lot that are the same on every machine: mulberry32, seeded by a text (FNV-1a).

export type Random = () => number;

/** A source of numbers in [0, 1) that depends on the text alone. */
export function randomFrom(text: string): Random {
  let state = 0x811c9dc5;
  for (const letter of text) state = Math.imul(state ^ (letter.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** A whole number from 0 to below `count`. */
export function pick(random: Random, count: number): number {
  return Math.floor(random() * count);
}

/** Up to `count` of the items by lot, in their old order. */
export function sample<Item>(items: readonly Item[], count: number, seed: string): Item[] {
  if (items.length <= count) return [...items];
  const random = randomFrom(seed);
  const order = items.map((_, index) => ({ index, lot: random() })).sort((a, b) => a.lot - b.lot);
  return order.slice(0, count).sort((a, b) => a.index - b.index).map(({ index }) => items[index]);
}
