import type { Graph } from '../graph/graph.ts'
import { linear } from '../graph/layers.ts'
import { multiHeadAttention } from '../graph/ops.ts'
import type { Initialization } from '../graph/parameters.ts'
import type { Tensor } from '../graph/tensor.ts'

/** Attention from `query` [B,S,Dq] to `key` [B,T,Dk] and `value` [B,T,Dv] with projections to_q, to_k, to_v, to_out (names of diffusers) → [B,S,out]. */
export function projectedAttention(g: Graph, query: Tensor, key: Tensor, value: Tensor, name: string, options: { inner: number; heads: number; out: number; bias?: boolean; outStart?: Initialization }): Tensor {
  const { inner, heads, out, bias = false } = options
  const attended = multiHeadAttention(g,
    linear(g, query, `${name}.to_q`, inner, { bias }),
    linear(g, key, `${name}.to_k`, inner, { bias }),
    linear(g, value, `${name}.to_v`, inner, { bias }), heads)
  return linear(g, attended, `${name}.to_out.0`, out, options.outStart ? { start: options.outStart } : {})
}
