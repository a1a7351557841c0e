import type { Graph } from '../graph/graph.ts'
import { addedRmsNorm, joinedLinear, linear, rmsNorm } from '../graph/layers.ts'
import { gather, groupQueryAttention, matmul, multiply, silu, transpose } from '../graph/ops.ts'
import { normal, zeros } from '../graph/parameters.ts'
import type { Tensor } from '../graph/tensor.ts'
import { vocabularySize } from './config.ts'
import type { FocusConfig } from './config.ts'
import { lookBackStarts, rotaryAngle } from './look-back.ts'

/** Keys and values of the tokens read so far, a pair a layer: [B, kvHeads, past, headSize]. */
export interface Cache { keys: Tensor[]; values: Tensor[] }
/** seqlens [B] int32 holds (past + S − 1), total is the scalar past + S: what GroupQueryAttention asks for. */
export interface CacheLengths { seqlens: Tensor; total: Tensor }

/**
 * Language model (Qwen2.5; names of its checkpoints) with special tokens and image-code vocabulary. ids [B,S] int64 and inject [B,S,width],
 * which is added to the embedding: vision and region tokens enter there. → hidden [B,S,width] after the last norm, the longer cache, and the
 * queries of every layer before their rotation, its keys and values behind them [B,S,(heads + 2·kvHeads)·headSize], which training looks at.
 * What a layer adds starts at zero: a checkpoint of fewer layers stays what it is when layers are added behind.
 */
export function languageModel(g: Graph, ids: Tensor, inject: Tensor | null, past: Cache, lengths: CacheLengths, config: FocusConfig): { hidden: Tensor; cache: Cache; queries: Tensor[] } {
  const { width, layers, heads, kvHeads, headSize, mlp, qkvBias } = config.languageModel
  const { cos, sin } = rotaryTables(g, config)
  let x = gather(g, embedding(g, config), ids)
  let added = inject
  // what was added is summed up where it is normed
  const normed = (name: string): Tensor => {
    const joined = added ? addedRmsNorm(g, x, added, name) : { sum: x, normed: rmsNorm(g, x, name) }
    x = joined.sum
    return joined.normed
  }
  const cache: Cache = { keys: [], values: [] }
  const queries: Tensor[] = []
  for (let i = 0; i < layers; i++) {
    const name = `model.layers.${i}`
    // one product and one node instead of three: at one token a step what a node costs by itself counts
    const starts = i === 0 ? lookBackStarts(config) : {}
    const qkv = joinedLinear(g, normed(`${name}.input_layernorm`), [['q_proj', heads], ['k_proj', kvHeads], ['v_proj', kvHeads]].map(([part, count]) =>
      ({ name: `${name}.self_attn.${part}`, outFeatures: (count as number) * headSize, ...starts[part as string] })), qkvBias)
    const attention = groupQueryAttention(g, qkv, { pastKey: past.keys[i]!, pastValue: past.values[i]!, seqlens: lengths.seqlens, total: lengths.total, cos, sin }, heads, kvHeads)
    added = linear(g, attention.output, `${name}.self_attn.o_proj`, width, { bias: false, start: zeros })
    queries.push(qkv)
    cache.keys.push(attention.presentKey)
    cache.values.push(attention.presentValue)
    added = swiGlu(g, normed(`${name}.post_attention_layernorm`), `${name}.mlp`, mlp)
  }
  return { hidden: normed('model.norm'), cache, queries }
}

function swiGlu(g: Graph, x: Tensor, name: string, inner: number): Tensor {
  const gate = silu(g, linear(g, x, `${name}.gate_proj`, inner, { bias: false }))
  const up = linear(g, x, `${name}.up_proj`, inner, { bias: false })
  return linear(g, multiply(g, gate, up), `${name}.down_proj`, x.shape.at(-1) as number, { bias: false, start: zeros })
}

const embedding = (g: Graph, config: FocusConfig): Tensor =>
  g.parameter('model.embed_tokens.weight', [vocabularySize(config), config.languageModel.width], normal(0.5 * config.languageModel.width ** -0.5))

/** Logits over the whole vocabulary, weights tied to the embedding. hidden [..., width] → [..., vocabulary]. */
export const languageHead = (g: Graph, hidden: Tensor, config: FocusConfig): Tensor =>
  matmul(g, hidden, transpose(g, embedding(g, config), [1, 0]))

/** Cosines and sines of the rotary position embedding, [context, headSize / 2]. */
export function rotaryTables(g: Graph, config: FocusConfig): { cos: Tensor; sin: Tensor } {
  const { headSize, context } = config.languageModel
  const half = headSize / 2
  const table = (value: (angle: number) => number) =>
    g.constant('float', [context, half], Float32Array.from({ length: context * half }, (_, i) => value(Math.floor(i / half) * rotaryAngle(i % half, config))))
  return { cos: table(Math.cos), sin: table(Math.sin) }
}
