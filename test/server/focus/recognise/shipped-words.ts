// The vocabulary of the checkpoint `small`, for tests.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readVocabulary, type Vocabulary } from '../../../../server/focus/recognise/vocabulary.ts';

export const wordsPath = join(import.meta.dirname, '..', '..', '..', '..', 'models', 'checkpoints', 'small', 'words.json');

export const vocabulary: Vocabulary = readVocabulary(JSON.parse(readFileSync(wordsPath, 'utf8')));

/** Names of concepts from their positions. */
export function namesOf(concepts: readonly number[]): string[] {
  return concepts.map((index) => vocabulary.concepts[index].name);
}
