import type { Graph } from '../graph/graph.ts'
import { add, concat, multiply, negate, slice } from '../graph/ops.ts'
import type { Tensor } from '../graph/tensor.ts'

/**
 * Two-dimensional sine code of a side×side grid: [side², channels] in raster order, first half of the channels for y, second for x,
 * as Mask2Former's PositionEmbeddingSine; frequencies from half a wave over the picture upwards.
 */
function sineCode(side: number, channels: number): Float32Array {
  const code = new Float32Array(side * side * channels)
  const perAxis = channels / 2
  for (let y = 0; y < side; y++) for (let x = 0; x < side; x++) {
    for (let c = 0; c < channels; c++) {
      const coordinate = ((c < perAxis ? y : x) + 0.5) / side
      const k = c % perAxis
      const frequency = Math.PI * 2 ** ((Math.floor(k / 2) * 5) / Math.max(1, perAxis / 2 - 1))
      code[(y * side + x) * channels + c] = k % 2 ? Math.cos(coordinate * frequency) : Math.sin(coordinate * frequency)
    }
  }
  return code
}

/** The code as tokens [1, side², channels]. */
export const sineTokens = (g: Graph, side: number, channels: number): Tensor =>
  g.constant('float', [1, side * side, channels], sineCode(side, channels))

/** The code as a map [1, channels, side, side]. */
export function sineMap(g: Graph, side: number, channels: number): Tensor {
  const tokens = sineCode(side, channels)
  const map = new Float32Array(tokens.length)
  for (let p = 0; p < side * side; p++) for (let c = 0; c < channels; c++) map[c * side * side + p] = tokens[p * channels + c]!
  return g.constant('float', [1, channels, side, side], map)
}

/**
 * Two-dimensional rotary embedding (Qwen2-VL vision): x [B, side², heads, headSize], the first half of the rotation pairs turn with the
 * row, the second half with the column. Written with rotate-half.
 */
export function rotary2d(g: Graph, x: Tensor, side: number): Tensor {
  const headSize = x.shape[3] as number
  const half = headSize / 2
  const quarter = half / 2
  const cos = new Float32Array(side * side * headSize), sin = new Float32Array(side * side * headSize)
  for (let p = 0; p < side * side; p++) for (let i = 0; i < headSize; i++) {
    const k = i % half
    const position = k < quarter ? Math.floor(p / side) : p % side
    const angle = position * 10000 ** (-(k % quarter) / quarter)
    cos[p * headSize + i] = Math.cos(angle)
    sin[p * headSize + i] = Math.sin(angle)
  }
  const turned = concat(g, [negate(g, slice(g, x, 3, half, headSize)), slice(g, x, 3, 0, half)], 3)
  const shape = [1, side * side, 1, headSize]
  return add(g, multiply(g, x, g.constant('float', shape, cos)), multiply(g, turned, g.constant('float', shape, sin)))
}
