import type { Graph } from '../graph/graph.ts'
import { reduceMean, reshape } from '../graph/ops.ts'
import type { Tensor } from '../graph/tensor.ts'
import type { FocusConfig } from './config.ts'

/** The picture of the vanilla and pixel path: [B,3,high,high] → [B,3,low,low], the mean of each square of (high/low)² pixels. */
export function atLowSide(g: Graph, image: Tensor, config: FocusConfig): Tensor {
  const { low, high } = config.image
  if (low === high) return image
  const factor = high / low
  if (!Number.isInteger(factor)) throw new Error(`image.high ${high} must be a multiple of image.low ${low}`)
  return reshape(g, reduceMean(g, reshape(g, image, ['B', 3, low, factor, low, factor]), [3, 5]), ['B', 3, low, low])
}
