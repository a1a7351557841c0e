import type { Graph } from '../graph/graph.ts'
import { linear, mlp } from '../graph/layers.ts'
import { add, concat, divide, gather, matmul, reduceMean, reduceSum, reshapeAfter, slice, squareRoot } from '../graph/ops.ts'
import { normal } from '../graph/parameters.ts'
import type { Tensor } from '../graph/tensor.ts'
import { levelSide } from './config.ts'
import type { FocusConfig } from './config.ts'
import { sineTokens } from './position-code.ts'

/** Channels of the fine map that regions are pooled from: mask features, the map before them, and a position code. */
const positionChannels = 32

/** Fine map for pooling: [B, side², 2·maskFeatures + 32], side the mask grid. */
export function regionFeatures(g: Graph, maskFeatures: Tensor, fine: Tensor): Tensor {
  return concat(g, [maskFeatures, fine], 2)
}

/**
 * Region prompt encoder (paper §3.2 "pooled region features"; spec §2.10): the mean of the fine map, of the predictor's coarse memory and of a
 * position code (with its squares, so that the extent is known) under a raster, the root of its area, and a vector for the kind of prompt.
 * features [B, side², C], memory [B, M, width] whose last level has side/… cells, raster [B, R, side²] 0/1, kind [B, R] int64 → [B, R, width].
 */
export function regionPromptEncoder(g: Graph, features: Tensor, memory: Tensor, raster: Tensor, kind: Tensor, config: FocusConfig): Tensor {
  const side = levelSide(config, 1)
  const area = reduceSum(g, raster, [2], true)
  const mean = (values: Tensor, weights: Tensor, total: Tensor) => divide(g, matmul(g, weights, values), add(g, total, g.constant('float', [1], [1e-3])))
  const coarseSide = levelSide(config, config.segmentationPredictor.memoryLevels.at(-1)!)
  const factor = side / coarseSide
  const blocks = reshapeAfter(g, raster, 2, [coarseSide, factor, coarseSide, factor])
  const coarse = reshapeAfter(g, reduceMean(g, blocks, [3, 5]), 2, [coarseSide * coarseSide])
  const last = slice(g, memory, 1, -coarseSide * coarseSide, Infinity) // the finest level comes last
  const share = divide(g, area, g.constant('float', [1], [side * side]))
  const parts = [
    mean(features, raster, area),
    mean(sineTokens(g, side, positionChannels), raster, area),
    mean(last, coarse, reduceSum(g, coarse, [2], true)),
    squareRoot(g, add(g, share, g.constant('float', [1], [1e-6]))),
  ]
  const pooled = mlp(g, concat(g, parts, 2), 'region.mlp', config.regionPromptEncoder.hidden, config.languageModel.width, config.activation)
  const kinds = g.parameter('region.kind.weight', [config.regionPromptEncoder.types, config.languageModel.width], normal(0.5))
  return linear(g, add(g, pooled, gather(g, kinds, kind)), 'region.proj', config.languageModel.width)
}
