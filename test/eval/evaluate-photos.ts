import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { askedIn } from '../../server/focus/recognise/noun-phrase.ts';
import { readVocabulary } from '../../server/focus/recognise/vocabulary.ts';
import { evaluate, type EvaluateOptions } from './evaluate.ts';
import type { Row } from './measure.ts';
import { answers } from './measures/answers.ts';
import { removal } from './measures/edits.ts';
import { box, mask, point, scribble } from './measures/interactive.ts';
import { names } from './measures/names.ts';
import { pointing } from './measures/pointing.ts';
import { writePasted } from './pasted.ts';
import { asPhotoRow, bySource } from './photos.ts';
import type { SetPicture } from './set.ts';
import type { Subject } from './subject.ts';

/** Whether one word names a thing of the kind that another names: the same, or a narrower one ("beagle" for a dog). */
async function meansAlike(): Promise<(said: string, truth: string) => boolean> {
  const vocabulary = readVocabulary(JSON.parse(await readFile(new URL('../../models/checkpoints/small/words.json', import.meta.url), 'utf8')));
  const leaves = (word: string): Set<number> => new Set(askedIn(vocabulary, word).concepts.flatMap((concept) => [...vocabulary.concepts[concept].leaves]));
  return (said, truth) => {
    const [narrow, wide] = [leaves(said), leaves(truth)];
    return said === truth || (narrow.size > 0 && [...narrow].every((leaf) => wide.has(leaf)));
  };
}

/** Prompts, names and questions on photos, and the removal of things pasted into them; all together and by source. */
export async function evaluatePhotos(subject: Subject, photos: readonly SetPicture[], options: EvaluateOptions = {}): Promise<Row[]> {
  const measures = [point, pointing(await meansAlike()), box, scribble, mask, names, answers];
  const marked = await evaluate(subject, photos, { ...options, measures, parts: bySource });
  const folder = await mkdtemp(join(tmpdir(), 'focus-pasted-'));
  try {
    const pasted = await writePasted(photos, folder);
    const removed = await evaluate(subject, pasted, { ...options, measures: [removal], parts: bySource });
    return [...marked, ...removed].map(asPhotoRow);
  } finally {
    await rm(folder, { recursive: true });
  }
}
