// The ids behind the text vocabulary: special tokens, then the codes of pictures (semantic, then pixel).

import type { FocusConfig } from '../../models/focus/config.ts';

/** In id order, the first right behind the text vocabulary. */
const specialTokens = [
  '<pad>', '<|user|>', '<|assistant|>', '<|im_end|>', '<image>', '<fine>', '<region>', '<masks>', '<p>', '</p>',
  '[SEG]', '<seg_0>', '<seg_1>', '<seg_2>', '<seg_3>', '<edit>',
  '<answer>', '<segment>', '<none>', '<remove>', '<replace>', '<recolour>', '<background>', '<generate>', '<draw>',
  '<start_of_image>', '<end_of_image>', '<end_of_line>',
  '<start_of_level0>', '<end_of_level0>', '<start_of_level1>', '<end_of_level1>', '<frame>',
] as const;

export type SpecialToken = (typeof specialTokens)[number];

export const editKinds = ['remove', 'replace', 'recolour', 'background', 'generate'] as const;
export type EditKind = (typeof editKinds)[number];

/** What the model decides to do with a turn, the first token of its answer. */
export const actions = ['answer', 'segment', 'none', ...editKinds, 'draw'] as const;
export type Action = (typeof actions)[number];

export function isEdit(action: Action): action is EditKind {
  return (editKinds as readonly string[]).includes(action);
}

/** A half-open range of ids. */
export interface IdRange {
  from: number;
  to: number;
}

export interface Vocabulary {
  text: IdRange;
  semantic: IdRange;
  pixel: IdRange;
  id(token: SpecialToken): number;
  action(id: number): Action | null;
}

/** The id layout of a configuration. `textTokens`: how many of the text ids the tokenizer uses; the rest was never trained. */
export function vocabularyOf({ vocabulary }: Pick<FocusConfig, 'vocabulary'>, textTokens = vocabulary.text): Vocabulary {
  const special = vocabulary.text;
  const semantic = special + vocabulary.special;
  const pixel = semantic + vocabulary.semantic;
  const ids = new Map<string, number>(specialTokens.map((token, index) => [token, special + index]));
  const actionOf = new Map(actions.map((action) => [ids.get(`<${action}>`), action]));
  return {
    text: { from: 0, to: Math.min(textTokens, special) },
    semantic: { from: semantic, to: pixel },
    pixel: { from: pixel, to: pixel + vocabulary.pixel },
    id: (token) => ids.get(token) as number,
    action: (id) => actionOf.get(id) ?? null,
  };
}
