import type { Graph } from './graph.ts'
import { addDims, broadcastShape, evaluateDim, multiplyDims } from './tensor.ts'
import type { Dim, ElementType, Tensor } from './tensor.ts'

/** One function an operator: adds the node, works out the shape, counts the work of the heavy ones. */

function binary(op: string) {
  return (g: Graph, a: Tensor, b: Tensor): Tensor => {
    const out = g.fresh(op, op === 'Less' ? 'bool' : a.type, broadcastShape(a.shape, b.shape))
    g.node(op, [a, b], [out])
    return out
  }
}
export const add = binary('Add')
export const subtract = binary('Sub')
export const multiply = binary('Mul')
export const divide = binary('Div')

function unary(op: string) {
  return (g: Graph, x: Tensor): Tensor => {
    const out = g.fresh(op, x.type, x.shape)
    g.node(op, [x], [out])
    return out
  }
}
export const relu = unary('Relu')
export const gelu = unary('Gelu')
export const sigmoid = unary('Sigmoid')
export const tanh = unary('Tanh')
export const negate = unary('Neg')
export const squareRoot = unary('Sqrt')
export const cosine = unary('Cos')
export const sine = unary('Sin')

/** Cut to 0…6, the activation of networks made for phones. */
export function relu6(g: Graph, x: Tensor): Tensor {
  const out = g.fresh('Clip', x.type, x.shape)
  g.node('Clip', [x, g.constant('float', [], [0]), g.constant('float', [], [6])], [out])
  return out
}

/** x·sigmoid(x), the SiLU of SwiGLU and of the UNet. */
export const silu = (g: Graph, x: Tensor): Tensor => multiply(g, x, sigmoid(g, x))

export function softmax(g: Graph, x: Tensor, axis = -1): Tensor {
  const out = g.fresh('Softmax', x.type, x.shape)
  g.node('Softmax', [x], [out], { axis })
  return out
}

/** Passes the value on and no gradient: the trainer detaches nodes of this name, onnxruntime drops them. */
export function stopGradient(g: Graph, x: Tensor): Tensor {
  const out = g.fresh('stop_gradient', x.type, x.shape)
  g.node('Identity', [x], [out], {}, 'stop_gradient')
  return out
}

export function cast(g: Graph, x: Tensor, type: ElementType): Tensor {
  const code = { float: 1, int8: 3, int32: 6, int64: 7, bool: 9, float16: 10 }[type]
  const out = g.fresh('Cast', type, x.shape)
  g.node('Cast', [x], [out], { to: code })
  return out
}

/** Matrix product over the last two axes, leading axes broadcast. */
export function matmul(g: Graph, a: Tensor, b: Tensor): Tensor {
  const lead = broadcastShape(a.shape.slice(0, -2), b.shape.slice(0, -2))
  const rows = a.shape.at(-2)!, inner = a.shape.at(-1)!, columns = b.shape.at(-1)!
  if (inner !== b.shape.at(-2)) throw new Error(`matmul of [${a.shape}] and [${b.shape}]`)
  const out = g.fresh('MatMul', a.type, [...lead, rows, columns])
  g.node('MatMul', [a, b], [out])
  g.cost(bind => 2 * [...out.shape, inner].reduce<number>((n, d) => n * evaluateDim(d, bind), 1))
  return out
}

/** Padding of a convolution: the same on all four sides, or [top, left, bottom, right]. */
export type Padding = number | readonly [number, number, number, number]

/** Two-dimensional convolution, NCHW. */
export function conv(g: Graph, x: Tensor, weight: Tensor, bias: Tensor | null, options: { stride?: number; pad?: Padding; groups?: number } = {}): Tensor {
  const { stride = 1, pad = 0, groups = 1 } = options
  const pads = typeof pad === 'number' ? [pad, pad, pad, pad] : [...pad]
  const [outChannels, inPerGroup, kernelHeight, kernelWidth] = weight.shape as number[]
  const size = (dim: Dim, kernel: number, added: number): Dim => {
    if (typeof dim === 'number') return Math.floor((dim + added - kernel) / stride) + 1
    if (stride === 1 && added === kernel - 1) return dim
    throw new Error('a strided convolution needs a fixed picture size')
  }
  const out = g.fresh('Conv', x.type, [x.shape[0]!, outChannels!, size(x.shape[2]!, kernelHeight!, pads[0]! + pads[2]!), size(x.shape[3]!, kernelWidth!, pads[1]! + pads[3]!)])
  g.node('Conv', bias ? [x, weight, bias] : [x, weight], [out], {
    strides: [stride, stride], pads, group: groups, kernel_shape: [kernelHeight!, kernelWidth!],
  })
  g.cost(bind => 2 * inPerGroup! * kernelHeight! * kernelWidth! * out.shape.reduce<number>((n, d) => n * evaluateDim(d, bind), 1))
  return out
}

/** New shape; -1 stands for the one dimension that is worked out at run time, and `shape` names it for the builder. */
export function reshape(g: Graph, x: Tensor, shape: readonly Dim[]): Tensor {
  const symbols = shape.filter(dim => typeof dim === 'string')
  if (symbols.length > 1) throw new Error(`reshape to [${shape}]: only one dimension may be symbolic`)
  const target = shape.map(dim => (typeof dim === 'string' ? -1 : dim))
  const out = g.fresh('Reshape', x.type, shape)
  g.node('Reshape', [x, g.constant('int64', [target.length], target)], [out])
  return out
}

/** Like `reshape`, keeping the first `keep` dimensions as they are (several of them may be symbolic). */
export function reshapeAfter(g: Graph, x: Tensor, keep: number, rest: readonly Dim[]): Tensor {
  const target = [...Array(keep).fill(0), ...rest.map(dim => (typeof dim === 'string' ? -1 : dim))]
  const out = g.fresh('Reshape', x.type, [...x.shape.slice(0, keep), ...rest])
  g.node('Reshape', [x, g.constant('int64', [target.length], target)], [out])
  return out
}

export function transpose(g: Graph, x: Tensor, order: number[]): Tensor {
  const out = g.fresh('Transpose', x.type, order.map(axis => x.shape[axis]!))
  g.node('Transpose', [x], [out], { perm: order })
  return out
}

export function concat(g: Graph, parts: Tensor[], axis: number): Tensor {
  const at = axis < 0 ? axis + parts[0]!.shape.length : axis
  const shape = parts[0]!.shape.map((dim, i) => (i === at ? parts.slice(1).reduce<Dim>((sum, p) => addDims(sum, p.shape[at]!), dim) : dim))
  const out = g.fresh('Concat', parts[0]!.type, shape)
  g.node('Concat', parts, [out], { axis: at })
  return out
}

/** The part [from, to) of one axis; to = Infinity means to the end, from < 0 counts from the end. */
export function slice(g: Graph, x: Tensor, axis: number, from: number, to: number): Tensor {
  const at = axis < 0 ? axis + x.shape.length : axis
  const dim = x.shape[at]!
  const length: Dim = typeof dim === 'number' ? Math.min(to, dim) - (from < 0 ? dim + from : from) : to === Infinity ? -from : to - from
  const out = g.fresh('Slice', x.type, x.shape.map((d, i) => (i === at ? length : d)))
  const end = to === Infinity ? 2 ** 31 - 1 : to
  const int = (value: number) => g.constant('int64', [1], [value])
  g.node('Slice', [x, int(from), int(end), int(at), int(1)], [out])
  return out
}

/** Rows of `table` along an axis by int64 indices of any shape. */
export function gather(g: Graph, table: Tensor, indices: Tensor, axis = 0): Tensor {
  const out = g.fresh('Gather', table.type, [...table.shape.slice(0, axis), ...indices.shape, ...table.shape.slice(axis + 1)])
  g.node('Gather', [table, indices], [out], { axis })
  return out
}

function reduction(op: string) {
  return (g: Graph, x: Tensor, axes: number[], keep = false): Tensor => {
    const at = axes.map(axis => (axis < 0 ? axis + x.shape.length : axis))
    const shape = x.shape.flatMap<Dim>((dim, i) => (at.includes(i) ? (keep ? [1] : []) : [dim]))
    const out = g.fresh(op, x.type, shape)
    g.node(op, [x, g.constant('int64', [at.length], at)], [out], { keepdims: keep ? 1 : 0 })
    return out
  }
}
export const reduceMean = reduction('ReduceMean')
export const reduceSum = reduction('ReduceSum')

export function argMax(g: Graph, x: Tensor): Tensor {
  const out = g.fresh('ArgMax', 'int64', x.shape.slice(0, -1))
  g.node('ArgMax', [x], [out], { axis: x.shape.length - 1, keepdims: 0 })
  return out
}

/** Enlarges an NCHW map by a whole factor, nearest neighbour. */
export function upsample(g: Graph, x: Tensor, factor: number): Tensor {
  const out = g.fresh('Resize', x.type, [x.shape[0]!, x.shape[1]!, multiplyDims(x.shape[2]!, factor), multiplyDims(x.shape[3]!, factor)])
  g.node('Resize', [x, null, g.constant('float', [4], [1, 1, factor, factor])], [out], {
    mode: 'nearest', coordinate_transformation_mode: 'asymmetric', nearest_mode: 'floor',
  })
  return out
}

/** Channels to space: [B, C·f², H, W] → [B, C, H·f, W·f]. */
export function depthToSpace(g: Graph, x: Tensor, factor: number): Tensor {
  const [batch, channels, height, width] = x.shape
  const out = g.fresh('DepthToSpace', x.type, [batch!, (channels as number) / factor ** 2, multiplyDims(height!, factor), multiplyDims(width!, factor)])
  g.node('DepthToSpace', [x], [out], { blocksize: factor, mode: 'CRD' })
  return out
}

/**
 * Bidirectional attention: query [B,S,D], key and value [B,T,D] → [B,S,D]. Written as products because com.microsoft's MultiHeadAttention
 * goes wrong from 32 queries on where a WebGPU device has subgroups of 4, as SwiftShader has (docs/decisions/012).
 */
export function multiHeadAttention(g: Graph, query: Tensor, key: Tensor, value: Tensor, heads: number): Tensor {
  const width = value.shape.at(-1) as number
  const size = width / heads
  const split = (x: Tensor, order: number[]) => transpose(g, reshapeAfter(g, x, 2, [heads, size]), order)
  const scores = matmul(g, multiply(g, split(query, [0, 2, 1, 3]), g.constant('float', [1], [size ** -0.5])), split(key, [0, 2, 3, 1]))
  const mixed = matmul(g, softmax(g, scores), split(value, [0, 2, 1, 3]))
  return reshapeAfter(g, transpose(g, mixed, [0, 2, 1, 3]), 2, [width])
}

export interface CachedAttention { output: Tensor; presentKey: Tensor; presentValue: Tensor }

/**
 * Causal attention with grouped key/value heads, rotary position embedding and a cache (com.microsoft). qkv [B,S,(H+2·KV)·D]: queries, keys
 * and values side by side, past [B,KV,past,D]; position i of this call is past + i. → [B,S,H·D], and the caches [B,KV,past+S,D].
 */
export function groupQueryAttention(g: Graph, qkv: Tensor, cache: { pastKey: Tensor; pastValue: Tensor; seqlens: Tensor; total: Tensor; cos: Tensor; sin: Tensor }, heads: number, kvHeads: number): CachedAttention {
  const [batch, , past, headSize] = cache.pastKey.shape
  const length = qkv.shape[1]!
  const present = [batch!, kvHeads, addDims(past!, length), headSize!]
  const output = g.fresh('Attention', qkv.type, [batch!, length, heads * (headSize as number)])
  const presentKey = g.fresh('present_key', qkv.type, present)
  const presentValue = g.fresh('present_value', qkv.type, present)
  g.node('com.microsoft.GroupQueryAttention', [qkv, null, null, cache.pastKey, cache.pastValue, cache.seqlens, cache.total, cache.cos, cache.sin], [output, presentKey, presentValue], {
    num_heads: heads, kv_num_heads: kvHeads, do_rotary: 1, rotary_interleaved: 0,
  })
  g.cost(bind => 4 * [...output.shape, present[2]!].reduce<number>((n, d) => n * evaluateDim(d, bind), 1))
  return { output, presentKey, presentValue }
}

/**
 * Repeats x [1, N, C] for each entry of a batch: x + 0·r with r [B,1,1] cut out of `reference` [B, T, C']. Expand would need the
 * batch size as a tensor, which the Shape operator computes on the CPU and so breaks up a WebGPU graph.
 */
export function repeatForBatch(g: Graph, x: Tensor, reference: Tensor): Tensor {
  const corner = slice(g, slice(g, reference, 1, 0, 1), 2, 0, 1)
  return add(g, x, multiply(g, corner, g.constant('float', [1], [0])))
}
