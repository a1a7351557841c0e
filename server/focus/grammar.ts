// What the model may say next. A turn of the assistant has a fixed shape (docs/prompt-format.md); holding the decoder
// to it means that every answer can be parsed, whatever the model was trained on.

import { type Action, type IdRange, isEdit, type SpecialToken, type Vocabulary } from './special-tokens.ts';

/** Walks along an answer: which ids may come next, until it is finished. */
export interface Grammar {
  /** The ids allowed next; empty when the answer is finished. */
  allowed(): readonly IdRange[];
  accept(id: number): void;
}

export interface AnswerLimits {
  /** Text tokens of an answer. */
  text: number;
  /** Text tokens between <p> and </p>. */
  names: number;
  /** Text tokens of what an edit should bring. */
  description: number;
}

const answerLimits: AnswerLimits = { text: 48, names: 32, description: 24 };

/** What an answer says, taken apart. */
export interface AnswerParts {
  action: Action | null;
  names: number[];
  text: number[];
}

type State = 'action' | 'text' | 'open' | 'names' | 'description' | 'finished';

/**
 * The grammar of an assistant turn up to and including [SEG] or <|im_end|>; `parts` fills as tokens are accepted.
 * With <draw> the answer is finished at once: the picture block has its own grammar.
 */
export function answerGrammar(
  vocabulary: Vocabulary,
  permitted: readonly Action[],
  limits: AnswerLimits = answerLimits,
): Grammar & { parts: AnswerParts } {
  const parts: AnswerParts = { action: null, names: [], text: [] };
  const one = (token: SpecialToken): IdRange[] => [{ from: vocabulary.id(token), to: vocabulary.id(token) + 1 }];
  const starts = permitted.flatMap((action) => one(`<${action}>`));
  const textOr = (token: SpecialToken): IdRange[] => [vocabulary.text, ...one(token)];
  const close = { text: one('<|im_end|>'), names: one('</p>'), description: one('[SEG]') };
  const more = { text: textOr('<|im_end|>'), names: textOr('</p>'), description: textOr('[SEG]') };
  let state: State = 'action';
  let named = false;
  const mayName = (): boolean => parts.action === 'answer' && !named;
  return {
    parts,
    allowed() {
      if (state === 'action') return starts;
      if (state === 'open') return one('<p>');
      if (state === 'finished') return [];
      const said = state === 'names' ? parts.names : parts.text;
      // An answer may list the objects it hangs on first. An empty one says nothing to anyone: at least one word.
      if (state === 'text' && said.length === 0) return mayName() ? textOr('<p>') : [vocabulary.text];
      if (state === 'description' && parts.action === 'segment') return close.description;
      return said.length < limits[state] ? more[state] : close[state];
    },
    accept(id) {
      if (state === 'action') {
        parts.action = vocabulary.action(id);
        if (parts.action === null) throw new Error(`token ${id} is not an action`);
        const masked = parts.action === 'segment' || isEdit(parts.action);
        state = parts.action === 'draw' ? 'finished' : masked ? 'open' : 'text';
      } else if (id < vocabulary.text.to) (state === 'names' ? parts.names : parts.text).push(id);
      else if (id === vocabulary.id('<p>')) state = 'names';
      else if (id === vocabulary.id('</p>')) {
        named = true;
        state = parts.action === 'answer' ? 'text' : 'description';
      } else state = 'finished';
    },
  };
}

/**
 * The grammar of a picture block: <start_of_image>, the rows of semantic codes, the rows of pixel codes, each row
 * closed by <end_of_line>, <end_of_image>. `codes` fills row by row, counted from 0 within each codebook.
 */
export function pictureGrammar(
  vocabulary: Vocabulary,
  sides: { semantic: number; pixel: number },
): Grammar & { codes: { semantic: number[]; pixel: number[] } } {
  const codes = { semantic: [] as number[], pixel: [] as number[] };
  const plan: (SpecialToken | 'semantic' | 'pixel')[] = ['<start_of_image>'];
  for (const [level, kind] of (['semantic', 'pixel'] as const).entries()) {
    plan.push(level === 0 ? '<start_of_level0>' : '<start_of_level1>');
    for (let row = 0; row < sides[kind]; row += 1) plan.push(...Array<typeof kind>(sides[kind]).fill(kind), '<end_of_line>');
    plan.push(level === 0 ? '<end_of_level0>' : '<end_of_level1>');
  }
  plan.push('<end_of_image>');
  let at = 0;
  return {
    codes,
    allowed() {
      const next = plan[at];
      if (next === undefined) return [];
      if (next === 'semantic' || next === 'pixel') return [vocabulary[next]];
      return [{ from: vocabulary.id(next), to: vocabulary.id(next) + 1 }];
    },
    accept(id) {
      const next = plan[at];
      if (next === 'semantic' || next === 'pixel') codes[next].push(id - vocabulary[next].from);
      at += 1;
    },
  };
}
