import type { Graph } from '../graph/graph.ts'
import { conv, layerNorm, linear, toMap, toTokens } from '../graph/layers.ts'
import { add, multiHeadAttention, reduceMean, relu, reshape, transpose } from '../graph/ops.ts'
import { zeros } from '../graph/parameters.ts'
import type { Tensor } from '../graph/tensor.ts'

/** Blocks of the prompt predictor. Their exits start at zero, so that a deep stack begins as the identity. */

/** LayerNorm over the channels of an NCHW map; free in PyTorch's channels_last. */
export const channelNorm = (g: Graph, x: Tensor, name: string): Tensor =>
  transpose(g, layerNorm(g, transpose(g, x, [0, 2, 3, 1]), name, 1e-5), [0, 3, 1, 2])

/** norm → 3×3 → ReLU → 1×1, added. Dense, since depthwise convolutions are slow on CPUs in both directions. [B,C,H,W] → same. */
export function denseBlock(g: Graph, x: Tensor, name: string): Tensor {
  const width = x.shape[1] as number
  const hidden = relu(g, conv(g, channelNorm(g, x, `${name}.norm`), `${name}.conv1`, width, 3))
  return add(g, x, conv(g, hidden, `${name}.conv2`, width, 1, { start: zeros }))
}

/** Self-attention over all cells, then a two-layer perceptron. [B,C,H,W] → same. */
export function cellAttention(g: Graph, x: Tensor, name: string, heads: number, mlp: number): Tensor {
  const [, width, height, across] = x.shape as [string, number, number, number]
  const tokens = toTokens(g, x)
  const normed = layerNorm(g, tokens, `${name}.norm1`, 1e-5)
  const part = (of: string) => linear(g, normed, `${name}.attn.${of}`, width)
  const mixed = multiHeadAttention(g, part('q'), part('k'), part('v'), heads)
  const attended = add(g, tokens, linear(g, mixed, `${name}.attn.out_proj`, width, { start: zeros }))
  const hidden = relu(g, linear(g, layerNorm(g, attended, `${name}.norm2`, 1e-5), `${name}.mlp.0`, mlp * width))
  return toMap(g, add(g, attended, linear(g, hidden, `${name}.mlp.2`, width, { start: zeros })), height, across)
}

/** `count` blocks one after another, named by their number. */
export function stack(count: number, x: Tensor, block: (x: Tensor, index: number) => Tensor): Tensor {
  for (let index = 0; index < count; index++) x = block(x, index)
  return x
}

/** Mean of each factor × factor square of the last two axes: [B,…,H,W] → [B,…,H/factor,W/factor]. */
export function meanPool(g: Graph, x: Tensor, factor: number): Tensor {
  const lead = x.shape.slice(0, -2)
  const [height, width] = x.shape.slice(-2) as [number, number]
  return reduceMean(g, reshape(g, x, [...lead, height / factor, factor, width / factor, factor]), [-3, -1])
}
