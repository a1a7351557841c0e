import type { Graph } from '../graph/graph.ts'
import { linear, toMap } from '../graph/layers.ts'
import { add, concat, divide, gather, matmul, multiply, reduceMean, squareRoot, subtract } from '../graph/ops.ts'
import type { Tensor } from '../graph/tensor.ts'
import { gridSide } from './config.ts'
import type { FocusConfig } from './config.ts'
import { pixelSide } from './pixel-tokenizer.ts'
import { codebook } from './simvq.ts'
import type { CodebookConfig } from './simvq.ts'
import { visionBlock } from './vanilla-encoder.ts'

/** Semantic branch of the visual tokenizer, and the code map that both branches make together. */
export interface SemanticTokenizerConfig extends CodebookConfig { width: number; blocks: number; heads: number; mlp: number }

export const semanticCodebook = 'semantic_tokenizer.quantize'
export const pixelCodebook = 'pixel_tokenizer.quantize'

/** E' [B,N,D] (frozen encoders, before the fusion's MLP) → what is quantised [B,N,d]. */
export function semanticEncoder(g: Graph, fused: Tensor, config: FocusConfig): Tensor {
  const c = config.semanticTokenizer
  let x = linear(g, plainNorm(g, fused), 'semantic_tokenizer.encoder.proj_in', c.width)
  for (let i = 0; i < c.blocks; i++) x = visionBlock(g, x, gridSide(config), c.heads, c.mlp, config, `semantic_tokenizer.encoder.blocks.${i}`)
  return linear(g, x, 'semantic_tokenizer.encoder.proj_out', c.codeWidth)
}

/** Codes [B,N,d] → the feature they stand for [B,N,D], up to length (the loss is a cosine). Trains the codes only. */
export function semanticDecoder(g: Graph, codes: Tensor, config: FocusConfig): Tensor {
  const c = config.semanticTokenizer
  let x = linear(g, codes, 'semantic_tokenizer.decoder.proj_in', c.width)
  for (let i = 0; i < c.blocks; i++) x = visionBlock(g, x, gridSide(config), c.heads, c.mlp, config, `semantic_tokenizer.decoder.blocks.${i}`)
  return plainNorm(g, linear(g, x, 'semantic_tokenizer.decoder.proj_out', config.vanillaEncoder.out))
}

/** Ids [B,N] and [B,M] → code map [B, d+d', s, s] on the pixel grid: semantic codes ⊕ pixel codes. */
export function codeMap(g: Graph, semanticIds: Tensor, pixelIds: Tensor, config: FocusConfig): Tensor {
  const semantic = gather(g, codebook(g, semanticCodebook, config.semanticTokenizer), semanticIds)
  const pixel = gather(g, codebook(g, pixelCodebook, config.pixelTokenizer), pixelIds)
  const side = pixelSide(config.pixelTokenizer)
  return concat(g, [onPixelGrid(g, toMap(g, semantic, gridSide(config), gridSide(config)), side), toMap(g, pixel, side, side)], 1)
}

/** Channels of the code map. */
export const codeChannels = (config: FocusConfig): number => config.semanticTokenizer.codeWidth + config.pixelTokenizer.codeWidth

/** Bicubic enlargement as two matrix products; nothing where the grids agree. */
function onPixelGrid(g: Graph, map: Tensor, side: number): Tensor {
  const from = map.shape[2] as number
  if (from === side) return map
  const weights = bicubic(from, side)
  const transposed = new Float32Array(weights.length)
  for (let i = 0; i < side; i++) for (let j = 0; j < from; j++) transposed[j * side + i] = weights[i * from + j]!
  return matmul(g, matmul(g, g.constant('float', [side, from], weights), map), g.constant('float', [from, side], transposed))
}

/** Row i holds the weights (a = −0.75, edges repeated) of the sources of target cell i: [to, from]. */
function bicubic(from: number, to: number): Float32Array {
  const weights = new Float32Array(to * from)
  const kernel = (d: number): number => d <= 1 ? (1.25 * d - 2.25) * d * d + 1 : d < 2 ? ((-0.75 * d + 3.75) * d - 6) * d + 3 : 0
  for (let i = 0; i < to; i++) {
    const centre = ((i + 0.5) * from) / to - 0.5
    for (let j = Math.floor(centre) - 1; j <= Math.floor(centre) + 2; j++) {
      weights[i * from + Math.min(from - 1, Math.max(0, j))]! += kernel(Math.abs(centre - j))
    }
  }
  return weights
}

/** LayerNorm without parameters. */
function plainNorm(g: Graph, x: Tensor): Tensor {
  const centred = subtract(g, x, reduceMean(g, x, [-1], true))
  const variance = reduceMean(g, multiply(g, centred, centred), [-1], true)
  return divide(g, centred, squareRoot(g, add(g, variance, g.constant('float', [1], [1e-6]))))
}

