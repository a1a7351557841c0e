import type { Graph } from '../graph/graph.ts'
import { toMap, toTokens } from '../graph/layers.ts'
import { gather, stopGradient } from '../graph/ops.ts'
import type { Tensor } from '../graph/tensor.ts'
import type { FocusConfig } from './config.ts'
import { pixelEncoder, pixelSide } from './pixel-tokenizer.ts'
import { codebook, nearestCodes, quantise } from './simvq.ts'
import type { Quantised } from './simvq.ts'
import { pixelCodebook, semanticCodebook, semanticEncoder } from './visual-tokenizer.ts'

/**
 * Discrete visual input, the paper's ablation (table 7): the language model reads the code nearest to E' of each cell. The gradient passes
 * straight through; training draws codes and vectors together. E' [B,N,D] → codes [B,N,d].
 */
export const discreteTokens = (g: Graph, fused: Tensor, config: FocusConfig): { z: Tensor } & Quantised => {
  const z = semanticEncoder(g, fused, config)
  return { z, ...quantise(g, z, semanticCodebook, config.semanticTokenizer) }
}

/** The pixel codes of a picture in place of its pixel features; never trained here. picture [B,3,S,S] in 0…1 → [B,d,s,s]. */
export function discretePixels(g: Graph, picture: Tensor, config: FocusConfig): Tensor {
  const c = config.pixelTokenizer
  const codes = codebook(g, pixelCodebook, c)
  const ids = nearestCodes(g, toTokens(g, pixelEncoder(g, picture, c).quantisable), codes)
  return stopGradient(g, toMap(g, gather(g, codes, ids), pixelSide(c), pixelSide(c)))
}
