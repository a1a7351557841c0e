// The words that the recogniser was taught, read from the checkpoint's words.json.

import { z } from 'zod';
import { readRanges, type WordsFile } from '../../../models/words/words-file.ts';
import { CheckpointError } from '../../errors.ts';
import { looksPlural, pluralise } from '../../../models/words/plural.ts';
import { wordKey } from './word-key.ts';

export interface Concept {
  name: string;
  plural: string;
  number: 'count' | 'plural' | 'mass';
  kind: 'thing' | 'stuff' | 'part';
  /** Understood, but never said of a thing. */
  quiet: boolean;
  /** Outputs of the classifier whose probabilities add up to the concept's. */
  leaves: readonly number[];
  /** More general concepts, nearest first; positions in `concepts`. */
  broader: readonly number[];
}

/** One meaning of a form that can be typed. */
export interface Meaning {
  /** Position in `concepts`. */
  concept: number;
  /** False where the word says less than the concept ("woman": a person). */
  exact: boolean;
  /** Whether the form asks for several. */
  plural: boolean;
  /** Whether the form stands in the list, rather than being the plural of one that does. */
  listed: boolean;
  /** In the singular, as it is written: "teddy bear". */
  word: string;
}

export interface Vocabulary {
  concepts: readonly Concept[];
  /** Number of outputs of the classifier. */
  leafCount: number;
  /** Names of the leaves after ImageNet's, in their order. */
  leafNames: readonly string[];
  /** By `wordKey` of the form. */
  forms: ReadonlyMap<string, readonly Meaning[]>;
  /** Keys of nouns that were not taught, and must not be taken for taught ones. */
  untaught: ReadonlySet<string>;
  /** Key without spaces → key, of forms of several words: "teddybear". */
  closed: ReadonlyMap<string, string>;
}

const schema: z.ZodType<WordsFile> = z.object({
  imagenet: z.int().nonnegative(),
  names: z.array(z.string()),
  untaught: z.array(z.string()),
  concepts: z.array(
    z.object({
      name: z.string(),
      leaves: z.string().regex(/^\d+(-\d+)?(,\d+(-\d+)?)*$/),
      plural: z.string().optional(),
      number: z.enum(['count', 'plural', 'mass']).optional(),
      kind: z.enum(['thing', 'stuff', 'part']).optional(),
      quiet: z.literal(true).optional(),
      same: z.array(z.string()).optional(),
      less: z.array(z.string()).optional(),
      broader: z.array(z.int().nonnegative()).optional(),
    }),
  ),
});

/** @throws CheckpointError `checkpoint-damaged` where the content is not that of a words.json; `path` is for the message. */
export function readVocabulary(content: unknown, path = 'words.json'): Vocabulary {
  const read = schema.safeParse(content);
  if (!read.success) throw damaged(path, read.error);
  const { imagenet, names, concepts: listed, untaught: others } = read.data;
  const leafCount = imagenet + names.length;
  const concepts = listed.map(({ name, plural, number = 'count', kind = 'thing', quiet = false, leaves, broader = [] }): Concept => {
    const outputs = readRanges(leaves);
    if (outputs.length === 0 || outputs.some((leaf) => leaf >= leafCount) || broader.some((one) => one >= listed.length)) throw damaged(path);
    return { name, plural: plural ?? pluralise(name), number, kind, quiet, leaves: outputs, broader };
  });
  const { forms, closed } = formsOf(listed, concepts);
  const untaught = new Set(others.flatMap((word) => [word, pluralise(word)]).map(wordKey).filter((key) => !forms.has(key)));
  return { concepts, leafCount, leafNames: names, forms, closed, untaught };
}

function formsOf(listed: WordsFile['concepts'], concepts: readonly Concept[]): Pick<Vocabulary, 'forms' | 'closed'> {
  const forms = new Map<string, Meaning[]>();
  const add = (form: string, meaning: Meaning): void => {
    const key = wordKey(form);
    const known = forms.get(key) ?? [];
    // "people" stands in the list as well as being the plural of "person".
    const same = known.find(({ concept, exact }) => concept === meaning.concept && exact === meaning.exact);
    if (same === undefined) forms.set(key, [...known, meaning]);
  };
  const all = listed.flatMap(({ name, same = [], less = [] }, concept) => [
    { word: name, concept, exact: true },
    ...same.map((word) => ({ word, concept, exact: true })),
    ...less.map((word) => ({ word, concept, exact: false })),
  ]);
  for (const { word, ...meaning } of all) add(word, { ...meaning, word, plural: looksPlural(word), listed: true });
  for (const { word, ...meaning } of all) {
    const { name, plural } = concepts[meaning.concept];
    add(word === name ? plural : pluralise(word), { ...meaning, word, plural: true, listed: false });
  }
  const closed = new Map<string, string>();
  for (const key of forms.keys()) {
    const together = key.replaceAll(' ', '');
    if (key.includes(' ') && together.length > 5 && !forms.has(together)) closed.set(together, key);
  }
  return { forms, closed };
}

/**
 * The meanings of a form of one or more words, or none. Meanings that are exact come alone, unless the form is only the plural
 * of such a word and stands in the list with another meaning ("chips"). Of concepts within each other only the smallest stays
 * where the word says less than all of them ("moth": an insect, and of them a butterfly).
 */
export function meaningsOf(vocabulary: Vocabulary, form: string): readonly Meaning[] {
  const key = wordKey(form);
  const all = vocabulary.forms.get(key) ?? vocabulary.forms.get(vocabulary.closed.get(key.replaceAll(' ', '')) ?? '') ?? [];
  const exact = all.filter((meaning) => meaning.exact);
  const less = all.filter((meaning) => !meaning.exact && exact.every(({ concept }) => concept !== meaning.concept));
  const nearest = less.filter((one) => !less.some((other) => vocabulary.concepts[other.concept].broader.includes(one.concept)));
  if (exact.length === 0) return nearest;
  return exact.some((meaning) => meaning.listed) ? exact : [...exact, ...nearest.filter((meaning) => meaning.listed)];
}

function damaged(path: string, cause?: unknown): CheckpointError {
  return new CheckpointError({
    code: 'checkpoint-damaged',
    message: `${path} does not have the form of a words.json.`,
    hint: 'Restore the folder with "git checkout -- models/checkpoints" or copy the checkpoint again.',
    cause,
  });
}
