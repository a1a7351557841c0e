import type { Graph } from '../graph/graph.ts'
import { add, concat, gather, matmul, multiply, reshape, reshapeAfter, slice, subtract } from '../graph/ops.ts'
import type { Tensor } from '../graph/tensor.ts'
import { gridSide } from './config.ts'
import type { FocusConfig } from './config.ts'
import { rotaryTables } from './language-model.ts'

/** Tokens of questions: rows [K] of the flattened questions, their places in the context, the picture they are about. All int64. */
export interface Rows { index: Tensor; position: Tensor; picture: Tensor }

/**
 * How strongly three heads of the language model look from a token at each cell of the picture, before the softmax. The truth of a scene says
 * where they should: one head at everything that the words mean, one at the object to be named next, one at what a noun phrase fits (docs/decisions/017).
 * These are the very numbers of those layers' attention, so nothing is added to the network at run time.
 * queries, of each layer [N,L,heads·d or more] before their rotation, of which what lies behind is not looked at; keys, of each layer [B,kvHeads,P,d] of the picture's
 * tokens as they lie in the cache → [K, heads, cells].
 */
export function attentionToCells(g: Graph, queries: Tensor[], keys: Tensor[], rows: Rows, config: FocusConfig): Tensor {
  const { heads, kvHeads, headSize } = config.languageModel
  const cells = gridSide(config) ** 2
  const half = headSize / 2
  const { cos, sin } = rotaryTables(g, config)
  const [cosine, sine] = [gather(g, cos, rows.position), gather(g, sin, rows.position)]
  const looks = config.auxiliary.attention.map(({ layer, head }) => {
    const chosen = gather(g, reshape(g, queries[layer]!, ['N*L', queries[layer]!.shape[2]!]), rows.index)
    const first = slice(g, chosen, 1, head * headSize, head * headSize + half)
    const second = slice(g, chosen, 1, head * headSize + half, (head + 1) * headSize)
    const rotated = concat(g, [
      subtract(g, multiply(g, first, cosine), multiply(g, second, sine)),
      add(g, multiply(g, second, cosine), multiply(g, first, sine)),
    ], 1)
    const shared = Math.floor(head / (heads / kvHeads))
    const ofHead = reshapeAfter(g, slice(g, slice(g, keys[layer]!, 1, shared, shared + 1), 2, 0, cells), 1, [cells, headSize])
    const scaled = multiply(g, rotated, g.constant('float', [1], [headSize ** -0.5]))
    return reshape(g, matmul(g, gather(g, ofHead, rows.picture), reshape(g, scaled, ['K', headSize, 1])), ['K', 1, cells])
  })
  return concat(g, looks, 1)
}
