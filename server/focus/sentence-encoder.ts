// Sentences as vectors: the published encoder that the intent rests on (models/checkpoints/minilm).

import { fileURLToPath } from 'node:url';
import { Tokenizer } from '@huggingface/tokenizers';
import { Tensor } from 'onnxruntime-node';
import { readSentenceEncoderConfig, sentenceGraphs } from '../../models/focus/sentence-encoder.ts';
import { readVerified } from './checkpoint.ts';
import { emittedFolder } from './graph-files.ts';
import { openSessions } from './sessions.ts';

export interface Encoded {
  /** [width], length 1; the cosine of two sentences is the product of theirs. */
  embedding: Float32Array;
  /** [layers + 1, width]: the mean over the tokens behind the embeddings and behind every layer. */
  pooled: Float32Array;
}

export interface SentenceEncoder {
  width: number;
  /** Ids of a sentence with the marks at its ends; what is longer than the encoder reads is cut off. */
  tokens(text: string): number[];
  /** Whether a word in lower case is one piece of the vocabulary. */
  isWord(word: string): boolean;
  encode(text: string): Promise<Encoded>;
  close(): Promise<void>;
}

export const shippedEncoder = fileURLToPath(new URL('../../models/checkpoints/minilm', import.meta.url));

/** Opens the encoder on the CPU: a sentence takes it a few milliseconds. @throws CheckpointError as `readCheckpoint`. */
export async function openSentenceEncoder(cache: string, folder: string = shippedEncoder): Promise<SentenceEncoder> {
  const verified = await readVerified(folder);
  const config = readSentenceEncoderConfig(verified.name);
  const graphs = await emittedFolder({ ...verified, config }, cache, { names: ['sentence'], build: async () => sentenceGraphs(config) });
  const sessions = openSessions({ folder: graphs, device: 'cpu' });
  await sessions.open('sentence');
  const { model, added_tokens: special } = verified.tokenizer as { model: { vocab: Record<string, number> }; added_tokens: object[] };
  const [begin, end] = ['[CLS]', '[SEP]'].map((mark) => model.vocab[mark]);
  // Without its added tokens, so that a message which says "[SEP]" is text.
  const tokenizer = new Tokenizer({ ...verified.tokenizer, ...(special && { added_tokens: [] }), post_processor: null }, {});
  const tokens = (text: string): number[] =>
    [begin, ...tokenizer.encode(text, { add_special_tokens: false }).ids.slice(0, config.positions - 2), end];
  return {
    width: config.width,
    tokens,
    isWord: (word) => Object.hasOwn(model.vocab, word),
    async encode(text) {
      const ids = tokens(text);
      const { embedding, pooled } = await sessions.run('sentence', {
        input_ids: new Tensor('int64', BigInt64Array.from(ids, BigInt), [1, ids.length]),
        positions: new Tensor('int64', BigInt64Array.from(ids.keys(), BigInt), [ids.length]),
      });
      return { embedding: embedding.data as Float32Array, pooled: pooled.data as Float32Array };
    },
    close: () => sessions.close(),
  };
}
