// What was measured of each word on validation photos; written by the training, beside the weights.

import { z } from 'zod';
import { CheckpointError } from '../../errors.ts';

export interface WordMeasure {
  /** Score from which the word is said. */
  threshold: number;
  /** Of its score, for "does the word hold"; 0.5 is chance. */
  auroc: number;
  /** Validation photos on which it holds. */
  n: number;
}

export interface WordThresholds {
  /** By the concept's name. */
  measures: Readonly<Record<string, WordMeasure>>;
  /** For words that no validation photo showed. */
  fallback: number;
}

const schema = z.record(z.string(), z.object({ threshold: z.number(), auroc: z.number().min(0).max(1), n: z.int().nonnegative() }));

/** @throws CheckpointError `checkpoint-damaged`; `path` is for the message. */
export function readThresholds(content: unknown, fallback: number, path = 'word-thresholds.json'): WordThresholds {
  const read = schema.safeParse(content);
  if (read.success) return { measures: read.data, fallback };
  throw new CheckpointError({
    code: 'checkpoint-damaged',
    message: `${path} does not have the form {word: {threshold, auroc, n}}.`,
    hint: 'Restore the folder with "git checkout -- models/checkpoints" or copy the checkpoint again.',
    cause: read.error,
  });
}

export function thresholdOf({ measures, fallback }: WordThresholds, name: string): number {
  return measureOf(measures, name)?.threshold ?? fallback;
}

/**
 * Whether a word may be used: not where it was measured to do no better than chance. With few photos a good AUROC comes by chance as well; under
 * chance its standard deviation is √(1 / 12 n) where what the word does not hold for is many (Mann–Whitney), and a word has to be 1.645 of them above.
 */
export function isOffered({ measures }: WordThresholds, name: string): boolean {
  const measure = measureOf(measures, name);
  if (measure === undefined || measure.n === 0) return true;
  return measure.auroc > 0.5 + 1.645 * Math.sqrt(1 / (12 * measure.n));
}

function measureOf(measures: Readonly<Record<string, WordMeasure>>, name: string): WordMeasure | undefined {
  return Object.hasOwn(measures, name) ? measures[name] : undefined;
}
