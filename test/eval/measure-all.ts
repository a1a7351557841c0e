// What a call of `npm run eval` measures: a set with its clips and sentences, photos, or a public set.

import { fileURLToPath } from 'node:url';
import { InputError } from '../../server/errors.ts';
import { readClips } from './clip-set.ts';
import { byLevel, evaluate, type EvaluateOptions } from './evaluate.ts';
import { evaluateClips } from './evaluate-clips.ts';
import { evaluatePhotos } from './evaluate-photos.ts';
import { readFormat } from './formats/formats.ts';
import type { Row } from './measure.ts';
import { sentences } from './measures/sentences.ts';
import { readPhotos } from './photos.ts';
import { readSentences } from './sentence-set.ts';
import { readSet } from './set.ts';
import type { Subject } from './subject.ts';

export interface Wanted {
  /** Folder of a set; the shipped one where left out. */
  data?: string;
  /** Name of a public format that `data` is in. */
  format?: string;
  split?: string;
  sentences?: string;
  photos?: string;
  /** Pictures or clips at most. */
  limit: number;
}

export const shippedSet = fileURLToPath(new URL('./heldout', import.meta.url));
const shippedSentences = fileURLToPath(new URL('./sentences/sentences.jsonl', import.meta.url));
const defaultSplit = 'val';

/** @throws InputError for folders and files that cannot be read, `format-without-data`. */
export async function measure(subject: Subject, wanted: Wanted, options: EvaluateOptions): Promise<Row[]> {
  const { data, format, split = defaultSplit, photos, limit } = wanted;
  if (photos !== undefined) return evaluatePhotos(subject, await readPhotos(photos, limit), options);
  if (format !== undefined) {
    if (data === undefined) throw new InputError({ code: 'format-without-data', message: `--format ${format} needs its folder.`, hint: 'Give it with --data FOLDER.' });
    const { pictures, clips } = await readFormat(format, data, split, limit);
    return [...(await evaluate(subject, pictures, options)), ...(await evaluateClips(subject, clips, options))];
  }
  const folder = data ?? shippedSet;
  const rows = [
    ...(await evaluate(subject, await readSet(folder, limit), { ...options, parts: byLevel })),
    ...(await evaluateClips(subject, await readClips(folder, limit), options)),
  ];
  const sentenceFile = wanted.sentences ?? (data === undefined ? shippedSentences : undefined);
  if (sentenceFile === undefined) return rows;
  return [...rows, ...(await evaluate(subject, await readSentences(sentenceFile), { ...options, measures: [sentences] }))];
}

/** How `paper.ts` names what was measured: "refcoco/val"; undefined unless it is a public set. */
export function setName({ format, split = defaultSplit }: Pick<Wanted, 'format' | 'split'>): string | undefined {
  return format === undefined ? undefined : `${format}/${split}`;
}
