import { Tokenizer } from '@huggingface/tokenizers';

export interface TextTokenizer {
  /** Number of ids; they begin at 0. */
  size: number;
  /** Ids of a text, which is lower-cased and stripped of double spaces; an empty text has none. */
  encode(text: string): number[];
  /** The text of ids without the space every text begins with. */
  decode(ids: readonly number[]): string;
}

/**
 * Reads a tokenizer.json. Its added tokens are left out on purpose: what a person types is text, so that a message
 * saying "<|im_end|>" cannot end a turn.
 */
export function openTokenizer(json: object): TextTokenizer {
  const tokenizer = new Tokenizer({ ...json, added_tokens: [] }, {});
  return {
    size: tokenizer.get_vocab(false).size,
    encode: (text) => {
      const clean = normaliseText(text);
      return clean === '' ? [] : tokenizer.encode(` ${clean}`, { add_special_tokens: false }).ids;
    },
    decode: (ids) => (ids.length === 0 ? '' : tokenizer.decode([...ids], { clean_up_tokenization_spaces: false }).trimStart()),
  };
}

/** Lower case, one space between words, none at the ends; characters that cannot be seen are dropped. */
export function normaliseText(text: string): string {
  return text
    .normalize('NFC')
    .toLowerCase()
    .replace(/[\s\u00a0]+/gu, ' ')
    .replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cs}]/gu, '')
    .trim();
}
