import type { Graph } from './graph.ts'
import { add, concat, conv as convOp, gelu, matmul, multiply, relu, reshape, transpose } from './ops.ts'
import { constantValue, normal, ones, zeros } from './parameters.ts'
import type { Padding } from './ops.ts'
import type { Initialization } from './parameters.ts'
import type { Tensor } from './tensor.ts'

/** Layers with parameters. Weights are stored as PyTorch stores them ([out, in], [out, in/groups, k, k]), so published files load. */

export type Activation = 'gelu' | 'relu'
export const activate = (g: Graph, x: Tensor, kind: Activation): Tensor => (kind === 'relu' ? relu(g, x) : gelu(g, x))

interface LinearOptions { bias?: boolean; start?: Initialization }

/** y = x·Wᵀ + b over the last axis. The transposition is folded when the graph is loaded. */
export function linear(g: Graph, x: Tensor, name: string, outFeatures: number, options: LinearOptions = {}): Tensor {
  const inFeatures = x.shape.at(-1) as number
  const weight = g.parameter(`${name}.weight`, [outFeatures, inFeatures], options.start ?? normal(inFeatures ** -0.5))
  const product = matmul(g, x, transpose(g, weight, [1, 0]))
  return options.bias === false ? product : add(g, product, g.parameter(`${name}.bias`, [outFeatures], zeros))
}

/** Several linear layers of the same x in one product, their results side by side. The weights are joined when the graph is loaded. */
export function joinedLinear(g: Graph, x: Tensor, layers: { name: string; outFeatures: number; start?: Initialization; biasStart?: Initialization }[], bias: boolean): Tensor {
  const inFeatures = x.shape.at(-1) as number
  const weights = layers.map(({ name, outFeatures, start }) => g.parameter(`${name}.weight`, [outFeatures, inFeatures], start ?? normal(inFeatures ** -0.5)))
  const product = matmul(g, x, transpose(g, concat(g, weights, 0), [1, 0]))
  return bias ? add(g, product, concat(g, layers.map(({ name, outFeatures, biasStart }) => g.parameter(`${name}.bias`, [outFeatures], biasStart ?? zeros)), 0)) : product
}

interface ConvOptions { stride?: number; pad?: Padding; groups?: number; bias?: boolean; start?: Initialization }

/** Convolution k×k on NCHW; `pad` defaults to the one that keeps the size at stride 1. */
export function conv(g: Graph, x: Tensor, name: string, outChannels: number, kernel: number, options: ConvOptions = {}): Tensor {
  const { stride = 1, groups = 1, pad = stride === 1 ? (kernel - 1) / 2 : 0 } = options
  const inPerGroup = (x.shape[1] as number) / groups
  const weight = g.parameter(`${name}.weight`, [outChannels, inPerGroup, kernel, kernel], options.start ?? normal((inPerGroup * kernel * kernel) ** -0.5))
  const bias = options.bias === false ? null : g.parameter(`${name}.bias`, [outChannels], zeros)
  return convOp(g, x, weight, bias, { stride, pad, groups })
}

/** LayerNorm over the last axis. */
export function layerNorm(g: Graph, x: Tensor, name: string, epsilon = 1e-6): Tensor {
  const width = x.shape.at(-1) as number
  const out = g.fresh('LayerNormalization', x.type, x.shape)
  const weight = g.parameter(`${name}.weight`, [width], ones)
  const bias = g.parameter(`${name}.bias`, [width], zeros)
  g.node('LayerNormalization', [x, weight, bias], [out], { axis: -1, epsilon: { float: epsilon } })
  return out
}

/** RMSNorm over the last axis (Qwen2.5). */
export function rmsNorm(g: Graph, x: Tensor, name: string, epsilon = 1e-6): Tensor {
  const out = g.fresh('SimplifiedLayerNormalization', x.type, x.shape)
  g.node('SimplifiedLayerNormalization', [x, g.parameter(`${name}.weight`, [x.shape.at(-1) as number], ones)], [out], { axis: -1, epsilon: { float: epsilon } })
  return out
}

/** The sum x + added and its RMSNorm in one node: at one token a step what a node costs by itself counts. */
export function addedRmsNorm(g: Graph, x: Tensor, added: Tensor, name: string, epsilon = 1e-6): { sum: Tensor; normed: Tensor } {
  const normed = g.fresh('SkipSimplifiedLayerNormalization', x.type, x.shape)
  const sum = g.fresh('residual_sum', x.type, x.shape)
  const weight = g.parameter(`${name}.weight`, [x.shape.at(-1) as number], ones)
  g.node('com.microsoft.SkipSimplifiedLayerNormalization', [x, added, weight], [normed, null, null, sum], { epsilon: { float: epsilon } })
  return { sum, normed }
}

/** GroupNorm on NCHW, written as an instance norm over groups because GroupNormalization is many kernels on WebGPU. */
export function groupNorm(g: Graph, x: Tensor, name: string, groups: number, epsilon = 1e-5): Tensor {
  const [batch, channels, height, width] = x.shape as [string | number, number, number, number]
  const grouped = reshape(g, x, [batch, groups, (channels / groups) * height * width])
  const normed = g.fresh('InstanceNormalization', x.type, grouped.shape)
  g.node('InstanceNormalization', [grouped, g.constant('float', [groups], Array(groups).fill(1)), g.constant('float', [groups], Array(groups).fill(0))], [normed], { epsilon: { float: epsilon } })
  const back = reshape(g, normed, [batch, channels, height, width])
  const scale = g.parameter(`${name}.weight`, [channels], ones)
  const shift = g.parameter(`${name}.bias`, [channels], zeros)
  return add(g, multiply(g, back, reshape(g, scale, [1, channels, 1, 1])), reshape(g, shift, [1, channels, 1, 1]))
}

/** Two linear layers with an activation between: names name.0 and name.2, as in torch.nn.Sequential. */
export function mlp(g: Graph, x: Tensor, name: string, hidden: number, out: number, activation: Activation, lastStart?: Initialization): Tensor {
  const inner = activate(g, linear(g, x, `${name}.0`, hidden), activation)
  return linear(g, inner, `${name}.2`, out, lastStart ? { start: lastStart } : {})
}

/** NCHW map → [B, H·W, C] tokens in raster order. */
export function toTokens(g: Graph, x: Tensor): Tensor {
  const [batch, channels, height, width] = x.shape as [string | number, number, number, number]
  return transpose(g, reshape(g, x, [batch, channels, height * width]), [0, 2, 1])
}

/** [B, H·W, C] tokens → NCHW map. */
export function toMap(g: Graph, x: Tensor, height: number, width: number): Tensor {
  const [batch, , channels] = x.shape
  return reshape(g, transpose(g, x, [0, 2, 1]), [batch!, channels!, height, width])
}

/** x + a learned scalar-per-channel (layer scale) times y. */
export function layerScale(g: Graph, y: Tensor, name: string, start = 1): Tensor {
  return multiply(g, y, g.parameter(name, [y.shape.at(-1) as number], constantValue(start)))
}

