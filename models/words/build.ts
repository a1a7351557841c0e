// Joins ImageNet's classes, the packs' names and the lines of vocabulary/ into words.json.

import { type ImageNetClass, type Line, leafNames, readClasses, readLines, readPackNames, readUntaught } from './sources.ts';
import { nearlyTaught } from './untaught.ts';
import type { WordNet } from './wordnet.ts';
import { type Concept, type WordsFile, writeRanges } from './words-file.ts';

/** Builds the whole file. @throws Error that names the line where a member is unknown or stands for several classes. */
export function buildWords(wordNet: WordNet): WordsFile {
  const classes = readClasses(wordNet);
  const names = leafNames(readPackNames());
  const lines = readLines();
  const synsets = wordNet.ofClasses(classes);
  const members = new Members(classes, names, lines, (reference) => {
    const ancestor = wordNet.sense(reference);
    return synsets.flatMap((synset, index) => (wordNet.isA(synset, ancestor) ? [index] : []));
  });
  const concepts = new Map<string, Found>();
  const byLeaves = new Map<string, Found>();
  for (const line of lines) {
    const found = { concept: ofLine(line), leaves: members.of(line) };
    const ranges = writeRanges(found.leaves);
    const other = concepts.get(line.name) ?? byLeaves.get(ranges);
    if (other !== undefined) throw new Error(`${line.name} and ${other.concept.name} are the same: make one line of them`);
    concepts.set(line.name, found);
    byLeaves.set(ranges, found);
  }
  for (const [name, leaves] of members.leavesByName()) {
    // A class alone in a line ("owl" and the great grey owl) is called as the line says.
    const line = concepts.get(name) ?? byLeaves.get(writeRanges(leaves));
    if (line !== undefined) line.concept.same = [...(line.concept.same ?? []), name];
    concepts.set(name, line ?? { concept: { name, leaves: '' }, leaves });
  }
  // A class's synonyms belong to the concept that is the class, or that people call so.
  for (const { name, same } of classes) {
    const { concept } = concepts.get(name) as Found;
    concept.same = [...(concept.same ?? []), ...same];
  }
  const all = finished([...new Set(concepts.values())]);
  return { imagenet: classes.length, names, concepts: all, untaught: [...readUntaught(), ...nearlyTaught(wordNet, all.flatMap(taughtBy))] };
}

function taughtBy({ name, same = [], less = [] }: Concept): string[] {
  return [name, ...same, ...less].map((word) => word.toLowerCase().replaceAll('-', ' '));
}

interface Found {
  concept: Concept;
  leaves: number[];
}

function ofLine({ name, plural, same, less, number, kind, quiet }: Line): Concept {
  return {
    name,
    leaves: '',
    ...(plural !== undefined && { plural }),
    ...(number !== 'count' && { number }),
    ...(kind !== 'thing' && { kind }),
    ...(quiet && { quiet: true as const }),
    same,
    less,
  };
}

/** Finds the leaves of what a line names. */
class Members {
  private readonly byName = new Map<string, number[]>();
  private readonly bySynonym = new Map<string, number[]>();
  /** Class → the packs' name for the same: WordNet knows the class only. */
  private readonly twins = new Map<number, number[]>();
  private readonly lines: Map<string, Line>;
  private readonly under: (reference: string) => number[];

  constructor(classes: readonly ImageNetClass[], names: readonly string[], lines: readonly Line[], under: (reference: string) => number[]) {
    this.lines = new Map(lines.map((line) => [line.name, line]));
    this.under = under;
    for (const [index, { name, label, same }] of classes.entries()) {
      add(this.byName, name, index);
      for (const word of new Set([...label, ...same])) add(this.bySynonym, word, index);
    }
    for (const [index, name] of names.entries()) {
      for (const twin of this.byName.get(name) ?? []) this.twins.set(twin, [...(this.twins.get(twin) ?? []), classes.length + index]);
      add(this.byName, name, classes.length + index);
    }
  }

  leavesByName(): Iterable<[string, number[]]> {
    return this.byName;
  }

  of(line: Line, within: readonly string[] = []): number[] {
    const leaves = new Set<number>();
    for (const member of line.members) {
      const isLess = member.startsWith('-');
      const found = this.find(isLess ? member.slice(1) : member, [...within, line.name]);
      for (const leaf of found) {
        if (isLess) leaves.delete(leaf);
        else leaves.add(leaf);
      }
    }
    if (leaves.size === 0) throw new Error(`${line.name} has no members`);
    return [...leaves];
  }

  private find(member: string, within: readonly string[]): number[] {
    if (member === '*') return [...new Set([...this.byName.values()].flat())];
    if (member.startsWith('@')) return this.under(member.slice(1)).flatMap((leaf) => [leaf, ...(this.twins.get(leaf) ?? [])]);
    const isLeaf = member.startsWith('=') || member === within.at(-1);
    const line = isLeaf ? undefined : this.lines.get(member);
    if (line !== undefined && within.includes(member)) throw new Error(`${[...within, member].join(' is made of ')}: write =${member} for the leaf alone`);
    if (line !== undefined) return [...new Set([...this.of(line, within), ...(this.byName.get(member) ?? [])])];
    const name = member.replace(/^=/, '');
    const named = this.byName.get(name) ?? this.bySynonym.get(name);
    if (named === undefined) throw new Error(`${within.at(-1)}: nothing is called ${name}`);
    if (!this.byName.has(name) && named.length > 1) throw new Error(`${within.at(-1)}: ${name} is the label of ${named.length} classes`);
    return named;
  }
}

function add(map: Map<string, number[]>, key: string, leaf: number): void {
  map.set(key, [...(map.get(key) ?? []), leaf]);
}

/** Ordered from large to small, with leaves as ranges, empty lists left out and `broader` filled in. */
function finished(found: readonly Found[]): Concept[] {
  const sorted = [...found].sort((one, other) => other.leaves.length - one.leaves.length || compare(one.concept.name, other.concept.name));
  const sets = sorted.map(({ leaves }) => new Set(leaves));
  return sorted.map(({ concept, leaves }, position) => {
    const { same = [], less = [], ...rest } = concept;
    const other = withoutRepeats([concept.name, ...same]).slice(1);
    const exact = new Set([concept.name, ...other]);
    const broader = sets.flatMap((set, index) => (index < position && set.size > leaves.length && leaves.every((leaf) => set.has(leaf)) ? [index] : [])).reverse();
    return {
      ...rest,
      leaves: writeRanges(leaves),
      ...(other.length > 0 && { same: other }),
      ...(less.length > 0 && { less: less.filter((word) => !exact.has(word)) }),
      ...(broader.length > 0 && { broader }),
    };
  });
}

/** The first of words that differ in capitals only. */
function withoutRepeats(words: readonly string[]): string[] {
  const seen = new Set(words.map((word) => word.toLowerCase()));
  return words.filter((word) => seen.delete(word.toLowerCase()));
}

function compare(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}
