import type { Graph } from '../graph/graph.ts'
import { mlp, toTokens } from '../graph/layers.ts'
import { add, concat } from '../graph/ops.ts'
import { normal, zeros } from '../graph/parameters.ts'
import type { Tensor } from '../graph/tensor.ts'
import { gridSide } from './config.ts'
import type { FocusConfig } from './config.ts'
import { sineTokens } from './position-code.ts'

/**
 * Projectors (paper §3.5): a two-layer MLP for E_img and one for the continuous pixel features X_T. Where both grids have the same size
 * (nano) the pixel token is added to the semantic token of its cell instead of following it, which halves the picture's tokens.
 * E_img [B, grid², out], pixel map [B, c, grid, grid] or null, adapter [B, queries, width] → vision tokens [B, grid² + queries, width].
 */
export function projectors(g: Graph, image: Tensor, pixel: Tensor | null, adapter: Tensor, config: FocusConfig): Tensor {
  const width = config.languageModel.width
  let tokens = mlp(g, image, 'projectors.vanilla', config.projectors.hidden, width, config.activation)
  const side = gridSide(config)
  // the language model's rotary code knows the order of tokens, not rows and columns
  const place = g.parameter('projectors.position', [1, side * side, width], normal(0.02))
  tokens = add(g, add(g, tokens, place), sineTokens(g, side, width))
  if (pixel) {
    const projected = mlp(g, toTokens(g, pixel), 'projectors.pixel', config.projectors.hidden, width, config.activation, zeros)
    if (pixel.shape[2] === side) tokens = add(g, tokens, projected)
    else tokens = concat(g, [tokens, projected], 1)
  }
  return concat(g, [tokens, adapter], 1)
}
