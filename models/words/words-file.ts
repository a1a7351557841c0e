// words.json of a checkpoint: what the recogniser's words mean, in outputs of its classifier. Written by `npm run words`, read by server/focus/recognise and by the training code.

/** How a word stands in a sentence: "a dog", "the jeans are", "some hay". */
export type GrammaticalNumber = 'count' | 'plural' | 'mass';
/** A thing has an outline of its own, stuff has none that counts, a part belongs to a thing. */
export type Kind = 'thing' | 'stuff' | 'part';

export interface Concept {
  /** What it is called, unique: "German shepherd". */
  name: string;
  /** Leaves that it covers, as ranges: "151-268,1103". */
  leaves: string;
  /** Plural where it does not follow the rule. */
  plural?: string;
  /** `count` when left out. */
  number?: GrammaticalNumber;
  /** `thing` when left out. */
  kind?: Kind;
  /** Understood, but too odd to be said of a thing ("hoofed animal"). */
  quiet?: true;
  /** Other words for the same. */
  same?: string[];
  /** Words that mean less than the concept: a woman is a person, and which person is one cannot be told. */
  less?: string[];
  /** More general concepts, nearest first, as positions in `concepts`. */
  broader?: number[];
}

export interface WordsFile {
  /** Leaves 0 to `imagenet` - 1 are the classes of ImageNet-1k in their usual order. */
  imagenet: number;
  /** Leaf `imagenet` + i is the i-th of these names, learnt from photos. */
  names: string[];
  concepts: Concept[];
  /** Nouns that were not taught, in the singular, and that would be taken for a taught word: "river" (rider), "license plate" (plate). */
  untaught: string[];
}

/** [1, 2, 3, 7] → "1-3,7". */
export function writeRanges(leaves: readonly number[]): string {
  const ranges: [number, number][] = [];
  for (const leaf of [...leaves].sort((one, other) => one - other)) {
    const last = ranges.at(-1);
    if (last !== undefined && leaf <= last[1] + 1) last[1] = leaf;
    else ranges.push([leaf, leaf]);
  }
  return ranges.map(([from, to]) => (from === to ? `${from}` : `${from}-${to}`)).join(',');
}

/** "1-3,7" → [1, 2, 3, 7]. */
export function readRanges(text: string): number[] {
  return text.split(',').flatMap((range) => {
    const [from, to = from] = range.split('-').map(Number);
    return Array.from({ length: to - from + 1 }, (_, index) => from + index);
  });
}
