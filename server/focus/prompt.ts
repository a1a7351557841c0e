// The canonical context: a turn is always read as the picture, the masks of the session with their names, the last
// turns as text, and what was just said. What it costs does not grow with the conversation. Mirrored by
// models/training/prompt_format.py.

import { gridSide } from '../../models/focus/config.ts';
import type { FocusConfig } from '../../models/focus/config.ts';
import type { Region } from './regions.ts';
import type { Action, Vocabulary } from './special-tokens.ts';
import type { TextTokenizer } from './tokenizer.ts';

/** An answer in the model's own words, as it goes into the history. */
export interface ModelAnswer {
  action: Action;
  /** What was marked, "red cube, blue cone", or what an answer in words hangs on. */
  names: string;
  /** The answer, the phrase that does not exist, or what an edit should bring. */
  text: string;
  /** Chance of the words of an answer, 0 to 1; not read by the model. */
  confidence?: number;
}

export interface PastTurn {
  text: string;
  answer: ModelAnswer;
}

export interface Prompt {
  ids: number[];
  /** Positions in `ids` of the region tokens, in the order of `regions`. */
  slots: number[];
  regions: Region[];
}

export interface PromptParts {
  text: string;
  regions: readonly Region[];
  sessionMasks: readonly { name: string; region: Region }[];
  history: readonly PastTurn[];
}

export const promptLimits = { masks: 4, turns: 2 } as const;

/** What stands for the picture: an <image> for each cell of the semantic grid, a <fine> for each adapter query. */
export function picturePrefix(config: FocusConfig, vocabulary: Vocabulary): number[] {
  return [
    ...Array<number>(gridSide(config) ** 2).fill(vocabulary.id('<image>')),
    ...Array<number>(config.gatedAdapter.queries).fill(vocabulary.id('<fine>')),
  ];
}

/** Everything after the picture, up to and including <|assistant|>. */
export function buildPrompt(parts: PromptParts, vocabulary: Vocabulary, tokenizer: TextTokenizer): Prompt {
  const prompt: Prompt = { ids: [], slots: [], regions: [] };
  const put = (region: Region): void => {
    prompt.slots.push(prompt.ids.length);
    prompt.regions.push(region);
    prompt.ids.push(vocabulary.id('<region>'));
  };
  const masks = parts.sessionMasks.slice(-promptLimits.masks);
  if (masks.length > 0) prompt.ids.push(vocabulary.id('<masks>'));
  for (const { name, region } of masks) {
    put(region);
    prompt.ids.push(...tokenizer.encode(name));
  }
  for (const { text, answer } of parts.history.slice(-promptLimits.turns)) {
    prompt.ids.push(vocabulary.id('<|user|>'), ...tokenizer.encode(text));
    prompt.ids.push(vocabulary.id('<|assistant|>'), vocabulary.id(`<${answer.action}>`));
    if (answer.names !== '') {
      prompt.ids.push(vocabulary.id('<p>'), ...tokenizer.encode(answer.names), vocabulary.id('</p>'));
    }
    prompt.ids.push(...tokenizer.encode(answer.text), vocabulary.id('<|im_end|>'));
  }
  prompt.ids.push(vocabulary.id('<|user|>'), ...tokenizer.encode(parts.text));
  for (const region of parts.regions) put(region);
  prompt.ids.push(vocabulary.id('<|assistant|>'));
  return prompt;
}

/** Region tokens [regions, width] at their places in a chunk of zeros [ids, width]. */
export function injection(prompt: Prompt, tokens: Float32Array, width: number): Float32Array {
  const out = new Float32Array(prompt.ids.length * width);
  for (const [index, slot] of prompt.slots.entries()) {
    out.set(tokens.subarray(index * width, (index + 1) * width), slot * width);
  }
  return out;
}
