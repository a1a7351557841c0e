import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { evaluate, type EvaluateOptions } from './evaluate.ts';
import type { Row } from './measure.ts';
import { answers } from './measures/answers.ts';
import { removal } from './measures/edits.ts';
import { box, mask, point, scribble } from './measures/interactive.ts';
import { names } from './measures/names.ts';
import { writePasted } from './pasted.ts';
import { asPhotoRow, bySource } from './photos.ts';
import type { SetPicture } from './set.ts';
import type { Subject } from './subject.ts';

/** Prompts, names and questions on photos, and the removal of things pasted into them; all together and by source. */
export async function evaluatePhotos(subject: Subject, photos: readonly SetPicture[], options: EvaluateOptions = {}): Promise<Row[]> {
  const measures = [point, box, scribble, mask, names, answers];
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
