import type { Graph } from '../graph/graph.ts'
import { linear } from '../graph/layers.ts'
import { add, argMax, gather, matmul, multiply, reduceSum, reshape, stopGradient, subtract, transpose } from '../graph/ops.ts'
import { normal } from '../graph/parameters.ts'
import type { Tensor } from '../graph/tensor.ts'

export interface CodebookConfig { codes: number; codeWidth: number }

/**
 * SimVQ: a random table that is never trained times one trained linear map is the codebook [K,d]. All codes move together,
 * so none dies. The trainer leaves `<name>.embedding.weight` alone.
 */
export function codebook(g: Graph, name: string, config: CodebookConfig): Tensor {
  const table = g.component('codebook tables (never trained)', () => g.parameter(`${name}.embedding.weight`, [config.codes, config.codeWidth], normal(config.codeWidth ** -0.5)))
  return linear(g, stopGradient(g, table), `${name}.embedding_proj`, config.codeWidth, { bias: false })
}

/** Nearest code of each vector: [B,N,d] → int64 [B,N]. The nearest has the largest 2·z·c − |c|². */
export function nearestCodes(g: Graph, z: Tensor, codes: Tensor): Tensor {
  const products = matmul(g, z, transpose(g, codes, [1, 0]))
  const lengths = reshape(g, reduceSum(g, multiply(g, codes, codes), [1]), [1, 1, codes.shape[0]!])
  return argMax(g, subtract(g, add(g, products, products), lengths))
}

export interface Quantised { ids: Tensor; quantised: Tensor; passed: Tensor }

/** [B,N,d] → ids, the codes themselves, and the codes with the gradient passed straight to z. */
export function quantise(g: Graph, z: Tensor, name: string, config: CodebookConfig): Quantised {
  const codes = codebook(g, name, config)
  const ids = nearestCodes(g, z, codes)
  const quantised = gather(g, codes, ids)
  return { ids, quantised, passed: add(g, z, stopGradient(g, subtract(g, quantised, z))) }
}
