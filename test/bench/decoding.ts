// The language model alone: prefill behind a picture, then single tokens, as a turn runs them.

import { fileURLToPath } from 'node:url';
import { elementCount } from '../../models/graph/parameters.ts';
import { buildGraphs } from '../../models/focus/graphs.ts';
import { readCheckpoint } from '../../server/focus/checkpoint.ts';
import { graphFolder } from '../../server/focus/graph-files.ts';
import { openLanguageModel } from '../../server/focus/language.ts';
import { picturePrefix } from '../../server/focus/prompt.ts';
import { openSessions } from '../../server/focus/sessions.ts';
import { vocabularyOf } from '../../server/focus/special-tokens.ts';
import { openTokenizer } from '../../server/focus/tokenizer.ts';
import { summary, type Summary } from './summary.ts';

/** Rounds until what a worker runs all day is compiled. Twenty more take two seconds, so that one moment of a busy host does not decide. */
const warm = 5;

export interface DecodingSpeed {
  /** A question of 16 tokens behind a read picture. */
  prefill: Summary;
  step: Summary;
  /** What a step must read: the language model's weights in 32 bits (the tied embedding once) and the cache. */
  bytesPerToken: number;
}

export async function decodingSpeed(steps = 60): Promise<DecodingSpeed> {
  const checkpoint = await readCheckpoint();
  const { config } = checkpoint;
  const folder = await graphFolder(checkpoint, fileURLToPath(new URL('../../.focus/models', import.meta.url)));
  const sessions = openSessions({ folder, device: 'cpu', onDevice: {} });
  const vocabulary = vocabularyOf(config, openTokenizer(checkpoint.tokenizer!).size);
  const model = openLanguageModel(sessions, config);
  const picture = (await model.read(model.empty, picturePrefix(config, vocabulary))).cache;
  const question = Array<number>(16).fill(vocabulary.id('<|user|>'));

  const prefill: number[] = [];
  const step: number[] = [];
  for (let round = 0; round < warm + 20; round += 1) {
    let from = performance.now();
    let { cache } = await model.read(picture, question);
    if (round >= warm) prefill.push(performance.now() - from);
    for (let i = 0; i < steps; i += 1) {
      from = performance.now();
      cache = (await model.step(cache, [300 + i])).cache;
      if (round >= warm) step.push(performance.now() - from);
    }
  }
  await sessions.close();
  const weights = [...buildGraphs(config).parameters].filter(({ component }) => component === 'language model').reduce((sum, { shape }) => sum + elementCount(shape), 0);
  const { layers, kvHeads, headSize } = config.languageModel;
  const cached = (picture.length + question.length + steps / 2) * layers * 2 * kvHeads * headSize;
  return { prefill: summary(prefill), step: summary(step), bytesPerToken: 4 * (weights + cached) };
}
