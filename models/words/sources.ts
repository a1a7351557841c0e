// What the vocabulary is made of: ImageNet's classes, the names of the photo packs, and the lines written by hand.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { WordNet } from './wordnet.ts';
import type { GrammaticalNumber, Kind } from './words-file.ts';

const folder = import.meta.dirname;

export interface ImageNetClass {
  /** WordNet 3.0 synset: "n01440764". */
  id: string;
  name: string;
  /** All words of the label, scientific names included. */
  label: string[];
  /** Words for it besides the name. */
  same: string[];
}

/** The classes in the order of the classifier's outputs. */
export function readClasses(wordNet: WordNet): ImageNetClass[] {
  const own = new Map(rows('imagenet-names.txt').map(([index, name, changes = '']) => [Number(index), { name, changes: changes.split(/ (?=[-+])/) }]));
  return rows('imagenet.tsv', '\t').map(([id, clean, text], index) => {
    const label = text.split(', ');
    const { name, changes } = own.get(index) ?? { name: label.find((word) => word.toLowerCase() === clean.toLowerCase()) ?? clean, changes: [] };
    const left = changes.filter((change) => change.startsWith('-')).map((change) => change.slice(1));
    const added = changes.filter((change) => change.startsWith('+')).map((change) => change.slice(1));
    const known = [...label.filter((word) => !isScientific(word, wordNet) && !left.includes(word)), ...added];
    return { id, name, label, same: [...new Set(known)].filter((word) => word !== name) };
  });
}

/** "Tinca tinca", "Canis lupus tundrarum": nobody types them. "German shepherd" begins with no genus and ends with a word of English. */
function isScientific(word: string, wordNet: WordNet): boolean {
  const parts = word.split(' ');
  return /^[A-Z][a-z]+( [A-Za-z]+){1,2}$/.test(word) && (wordNet.isGenus(parts[0]) || (!/ [A-Z]/.test(word) && !wordNet.isEnglish(parts.at(-1) ?? '')));
}

export interface Pack {
  /** Whether something that is given away may have learnt from it. */
  ships: boolean;
  licence: string;
}

export interface PackNames {
  sources: Record<string, Pack>;
  /** Names in the sources that are no word for anything. */
  unnamed: Record<string, string[]>;
  /** Leaf → source → what that source calls it. */
  names: Record<string, Record<string, string[]>>;
}

export function readPackNames(): PackNames {
  return JSON.parse(readFileSync(join(folder, 'packs.json'), 'utf8')) as PackNames;
}

/** Names with a photo that may be learnt from, in the order of their leaves. */
export function leafNames({ sources, names }: PackNames): string[] {
  return Object.keys(names).filter((name) => Object.keys(names[name]).some((source) => sources[source].ships));
}

export interface Line {
  name: string;
  plural?: string;
  /** "@dog#1", "beagle", "-wolf". */
  members: string[];
  same: string[];
  less: string[];
  number: GrammaticalNumber;
  kind: Kind;
  quiet: boolean;
}

/** The lines of vocabulary/*.txt; README.md beside them says what stands in a line. */
export function readLines(): Line[] {
  const files = readdirSync(join(folder, 'vocabulary')).sort();
  return files.flatMap((file) => rows(`vocabulary/${file}`)).map(([first, members = '', same = '', less = '', flags = '']) => {
    const [name, plural] = first.split('/');
    const has = (flag: string): boolean => flags.split(' ').includes(flag);
    return {
      name,
      plural,
      members: listed(members).length === 0 ? [name] : listed(members),
      same: listed(same),
      less: listed(less),
      number: has('mass') ? 'mass' : has('plural') ? 'plural' : 'count',
      kind: has('stuff') ? 'stuff' : has('part') ? 'part' : 'thing',
      quiet: has('quiet'),
    };
  });
}

/** Names in untaught.txt. */
export function readUntaught(): string[] {
  return rows('untaught.txt').flatMap(([line]) => listed(line));
}

function rows(file: string, separator: string | RegExp = / *\| */): string[][] {
  const lines = readFileSync(join(folder, file), 'utf8').split('\n');
  return lines.filter((line) => line !== '' && !line.startsWith('#')).map((line) => line.split(separator).map((field) => field.trim()));
}

function listed(field: string): string[] {
  return field.split(',').map((word) => word.trim()).filter((word) => word !== '');
}
