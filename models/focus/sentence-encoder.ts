import { readFileSync } from 'node:fs'
import { Graph } from '../graph/graph.ts'
import { layerNorm, linear } from '../graph/layers.ts'
import { add, cast, concat, divide, gather, gelu, multiHeadAttention, multiply, reduceMean, reduceSum, slice, squareRoot } from '../graph/ops.ts'
import { normal, ones, ParameterSet } from '../graph/parameters.ts'
import type { Tensor } from '../graph/tensor.ts'
import type { FocusGraphs } from './graphs.ts'

/** The numbers of a sentence encoder (models/configs/minilm.json). */
export interface SentenceEncoderConfig {
  name: string
  vocabulary: number
  width: number
  layers: number
  heads: number
  mlp: number
  /** Tokens of a sentence at most, the two at its ends included. */
  positions: number
  epsilon: number
}

export const readSentenceEncoderConfig = (name: string): SentenceEncoderConfig =>
  JSON.parse(readFileSync(new URL(`../configs/${name}.json`, import.meta.url), 'utf8'))

/**
 * `sentence`: a BERT encoder (Devlin et al., arXiv 1810.04805; here MiniLM, arXiv 2002.10957, as trained for sentence-transformers), names of
 * its published checkpoint. input_ids [B,S] and positions [S] int64 → embedding [B,width], the mean over the tokens at length 1, and
 * pooled [B,layers+1,width], the mean over the tokens behind the embeddings and behind every layer. Sentences of a batch have one length.
 */
export function sentenceGraphs(config: SentenceEncoderConfig): FocusGraphs {
  const parameters = new ParameterSet()
  const g = new Graph('sentence', parameters)
  const ids = g.input('input_ids', 'int64', ['B', 'S'])
  const positions = g.input('positions', 'int64', ['S'])
  g.component('sentence encoder', () => {
    const states = encode(g, ids, positions, config)
    const pooled = states.map(state => reduceMean(g, state, [1], true))
    const last = reduceMean(g, states.at(-1)!, [1])
    g.output('embedding', divide(g, last, squareRoot(g, reduceSum(g, multiply(g, last, last), [-1], true))))
    g.output('pooled', concat(g, pooled, 1))
  })
  return { graphs: new Map([['sentence', g]]), parameters }
}

/** The states behind the embeddings and behind every layer, [B,S,width] each. */
function encode(g: Graph, ids: Tensor, positions: Tensor, config: SentenceEncoderConfig): Tensor[] {
  const { width, layers } = config
  const words = embedded(g, ids, config)
  const places = gather(g, g.parameter('embeddings.position_embeddings.weight', [config.positions, width], normal(0.02)), positions)
  const kind = slice(g, g.parameter('embeddings.token_type_embeddings.weight', [2, width], normal(0.02)), 0, 0, 1)
  const states = [layerNorm(g, add(g, add(g, words, places), kind), 'embeddings.LayerNorm', config.epsilon)]
  for (let i = 0; i < layers; i++) states.push(layer(g, states[i]!, `encoder.layer.${i}`, config))
  return states
}

/** Rows of the word table, which stays in 8 bits in memory: it is half of the parameters, and a sentence reads a few rows of it. */
function embedded(g: Graph, ids: Tensor, { vocabulary, width }: SentenceEncoderConfig): Tensor {
  const name = 'embeddings.word_embeddings.weight'
  const table = g.parameter(name, [vocabulary, width], normal(0.02), 'int8')
  const scales = g.parameter(`${name}.scale`, [vocabulary, 1], ones)
  return multiply(g, cast(g, gather(g, table, ids), 'float'), gather(g, scales, ids))
}

function layer(g: Graph, x: Tensor, name: string, { width, heads, mlp, epsilon }: SentenceEncoderConfig): Tensor {
  const [query, key, value] = ['query', 'key', 'value'].map(part => linear(g, x, `${name}.attention.self.${part}`, width))
  const attended = linear(g, multiHeadAttention(g, query!, key!, value!, heads), `${name}.attention.output.dense`, width)
  const middle = layerNorm(g, add(g, x, attended), `${name}.attention.output.LayerNorm`, epsilon)
  const inner = gelu(g, linear(g, middle, `${name}.intermediate.dense`, mlp))
  return layerNorm(g, add(g, middle, linear(g, inner, `${name}.output.dense`, width)), `${name}.output.LayerNorm`, epsilon)
}
