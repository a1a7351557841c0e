// How likely each intent is, by the sentence encoder and the head trained on it (models/training/intent_head.py).

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readHeader } from '../../../models/graph/safetensors.ts';
import { openSentenceEncoder, shippedEncoder } from '../sentence-encoder.ts';
import type { Intents } from './kinds.ts';

/** Chance of each intent, 0 to 1; together 1. */
export type Chances = Readonly<Partial<Record<Intents, number>>>;

export interface Classifier {
  chances(text: string): Promise<Chances>;
  /** Whether the encoder knows the word as one piece, as it does the usual words of English. */
  isWord(word: string): boolean;
  close(): Promise<void>;
}

interface Head {
  intents: Intents[];
  layers: number[];
  /** [intents, layers * width] */
  weight: Float32Array;
  bias: Float32Array;
}

/** Sentences whose chances are kept: the same words come again when a turn is repeated or split. */
const kept = 64;

/** @throws CheckpointError as `readCheckpoint`. */
export async function openClassifier(cache: string, folder: string = shippedEncoder): Promise<Classifier> {
  const encoder = await openSentenceEncoder(cache, folder);
  const head = readHead(join(folder, 'head.safetensors'));
  const known = new Map<string, Chances>();
  return {
    isWord: encoder.isWord,
    async chances(text) {
      const before = known.get(text);
      if (before) return before;
      const { pooled } = await encoder.encode(text);
      const chances = chancesOf(head, pooled, encoder.width);
      if (known.size >= kept) known.delete(known.keys().next().value as string);
      known.set(text, chances);
      return chances;
    },
    close: () => encoder.close(),
  };
}

function readHead(path: string): Head {
  const { tensors, metadata } = readHeader(path);
  const file = readFileSync(path);
  const numbers = (name: string): Float32Array => {
    const { offset, length } = tensors.get(name)!;
    return new Float32Array(file.buffer.slice(file.byteOffset + offset, file.byteOffset + offset + length));
  };
  return { intents: metadata.intents.split(' ') as Intents[], layers: metadata.layers.split(' ').map(Number), weight: numbers('weight'), bias: numbers('bias') };
}

function chancesOf({ intents, layers, weight, bias }: Head, pooled: Float32Array, width: number): Chances {
  const features = Float32Array.from({ length: layers.length * width }, (_, at) => pooled[layers[Math.floor(at / width)] * width + (at % width)]);
  const logits = intents.map((_, row) => {
    let sum = bias[row];
    for (let at = 0; at < features.length; at += 1) sum += weight[row * features.length + at] * features[at];
    return sum;
  });
  const highest = Math.max(...logits);
  const shares = logits.map((logit) => Math.exp(logit - highest));
  const total = shares.reduce((sum, share) => sum + share, 0);
  return Object.fromEntries(intents.map((intent, row) => [intent, shares[row] / total]));
}
