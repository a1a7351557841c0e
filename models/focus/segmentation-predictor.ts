import type { Graph } from '../graph/graph.ts'
import { activate, conv, layerNorm, linear, mlp, toMap, toTokens } from '../graph/layers.ts'
import { add, concat, divide, matmul, multiHeadAttention, multiply, reduceSum, relu, reshape, reshapeAfter, sigmoid, slice, softmax, subtract, transpose, upsample } from '../graph/ops.ts'
import { normal, zeros } from '../graph/parameters.ts'
import { multiplyDims } from '../graph/tensor.ts'
import type { Dim, Tensor } from '../graph/tensor.ts'
import { levelSide } from './config.ts'
import type { FocusConfig } from './config.ts'
import { sineMap, sineTokens } from './position-code.ts'

export interface PixelDecoded {
  /** [B, maskFeatures, side, side], side the mask grid: masks are dot products with it. */ maskFeatures: Tensor
  /** [B, M, width]: tokens the queries attend to, coarse levels first. */ memory: Tensor
  /** [B, maskFeatures, side, side]: the map before the mask head. */ fine: Tensor
  /** [B, fine, side/2, side/2]: level-2 map, for the dense auxiliary heads. */ middle: Tensor
}

/**
 * Pixel decoder of the segmentation predictor (paper App B, Mask2Former): an attention encoder over the coarse levels, then a feature
 * pyramid down to level 1. Deformable attention is replaced by plain attention over the levels named in the configuration (spec §6.3).
 */
export function pixelDecoder(g: Graph, levels: Tensor[], config: FocusConfig, name = 'sem_seg_head.pixel_decoder'): PixelDecoded {
  const c = config.segmentationPredictor
  const sides = c.encoderLevels.map(level => levelSide(config, level))
  const order = c.encoderLevels.map((level, i) => ({ level, side: sides[i]! })).sort((a, b) => b.level - a.level)
  let x = order.map(({ level, side }) => {
    const tokens = toTokens(g, conv(g, levels[level - 1]!, `${name}.input_proj.${level}`, c.width, 1))
    return add(g, add(g, tokens, g.parameter(`${name}.level_embed.${level}`, [1, 1, c.width], normal(0.1))), sineTokens(g, side, c.width))
  }).reduce((all, tokens) => concat(g, [all, tokens], 1))
  for (let i = 0; i < c.encoderLayers; i++) x = encoderLayer(g, x, config, `${name}.encoder.layers.${i}`)

  const cut = new Map<number, Tensor>()
  let start = 0
  for (const { level, side } of order) {
    cut.set(level, slice(g, x, 1, start, start + side * side))
    start += side * side
  }
  // feature pyramid from the finest encoded level down to level 1; its maps serve as memory where a level is not encoded
  const tokensOf = new Map(cut)
  const finest = order.at(-1)!
  let map = toMap(g, cut.get(finest.level)!, finest.side, finest.side)
  let middle = map
  for (let level = finest.level - 1; level >= 1; level--) {
    const width = level === 1 ? c.maskFeatures : level === 2 ? c.fine : c.width
    const lateral = conv(g, levels[level - 1]!, `${name}.adapter_${level}`, width, 1)
    const upper = upsample(g, conv(g, map, `${name}.reduce_${level}`, width, 1), 2)
    map = relu(g, conv(g, add(g, lateral, upper), `${name}.layer_${level}`, width, 3))
    if (level === 2) middle = map
    if (c.memoryLevels.includes(level)) tokensOf.set(level, toTokens(g, map))
  }
  const memory = [...c.memoryLevels].sort((a, b) => b - a).map(level => tokensOf.get(level)!).reduce((all, tokens) => concat(g, [all, tokens], 1))
  // the position code lets a query tell equal objects at two places apart
  const place = conv(g, sineMap(g, levelSide(config, 1), 32), `${name}.mask_position`, c.maskFeatures, 1)
  const maskFeatures = add(g, conv(g, map, `${name}.mask_features`, c.maskFeatures, 1), place)
  return { maskFeatures, memory, fine: map, middle }
}

function encoderLayer(g: Graph, x: Tensor, config: FocusConfig, name: string): Tensor {
  const c = config.segmentationPredictor
  const normed = layerNorm(g, x, `${name}.norm1`)
  const part = (of: string) => linear(g, normed, `${name}.self_attn.${of}`, c.width)
  const attended = multiHeadAttention(g, part('q'), part('k'), part('v'), c.encoderHeads)
  const y = add(g, x, linear(g, attended, `${name}.self_attn.out_proj`, c.width))
  const hidden = activate(g, linear(g, layerNorm(g, y, `${name}.norm2`), `${name}.linear1`, c.encoderMlp), config.activation)
  return add(g, y, linear(g, hidden, `${name}.linear2`, c.width))
}

/** Channels of the position code that queries have a kernel over. */
const placeChannels = 32

export interface Predicted {
  /** Mask logits [B, Q, N, side, side]. */ masks: Tensor
  /** Scores z [B, Q, N], logits. */ scores: Tensor
  /** Box round the mask [B, Q, N, 4]: centre x and y, width and height as shares of the picture. */ boxes: Tensor
  /** Association embeddings e [B, Q, N, embedding]. */ embeddings: Tensor
}

/**
 * Mask decoder and heads (paper §3.3: m, z, e). For each of Q questions about a picture, N query states E_Q [B,Q,N,lm] and the prompt
 * embedding E_P [B,Q,lm]; queries attend to the memory and to the other queries of their question.
 */
export function maskDecoder(g: Graph, decoded: { maskFeatures: Tensor; memory: Tensor }, queryHidden: Tensor, condition: Tensor, config: FocusConfig, name = 'sem_seg_head.predictor'): Predicted {
  const c = config.segmentationPredictor
  const [batch, questions] = queryHidden.shape as [Dim, Dim]
  const flat = multiplyDims(questions, c.queries)
  let q = linear(g, queryHidden, `${name}.query_proj`, c.width)
  q = add(g, q, g.parameter(`${name}.query_embed.weight`, [1, 1, c.queries, c.width], normal(0.5)))
  const places = c.memoryLevels.map(level => sineTokens(g, levelSide(config, level), c.width))
  const place = places.length > 1 ? concat(g, places, 1) : places[0]!
  const keys = add(g, decoded.memory, place)
  const side = levelSide(config, 1)
  const grid = transpose(g, sineTokens(g, side, placeChannels), [0, 2, 1])
  for (let i = 0; i < c.decoderLayers; i++) {
    const layer = `${name}.layers.${i}`
    const asked = reshapeAfter(g, linear(g, layerNorm(g, q, `${layer}.norm1`), `${layer}.cross_attn.q`, c.width), 1, [flat, c.width])
    // a query learns what is at a place and, by v_place, where that is
    const values = add(g, linear(g, decoded.memory, `${layer}.cross_attn.v`, c.width), linear(g, place, `${layer}.cross_attn.v_place`, c.width, { bias: false, start: zeros }))
    const seen = multiHeadAttention(g, asked, linear(g, keys, `${layer}.cross_attn.k`, c.width), values, c.decoderHeads)
    const answer = linear(g, seen, `${layer}.cross_attn.out_proj`, c.width)
    q = add(g, q, reshapeAfter(g, answer, 1, [questions, c.queries, c.width]))
    q = add(g, q, linear(g, queryAttention(g, layerNorm(g, q, `${layer}.norm2`), config, `${layer}.self_attn`), `${layer}.self_attn.out_proj`, c.width))
    const hidden = activate(g, linear(g, layerNorm(g, q, `${layer}.norm3`), `${layer}.linear1`, c.decoderMlp), config.activation)
    q = add(g, q, linear(g, hidden, `${layer}.linear2`, c.width, { start: zeros }))
  }
  const state = layerNorm(g, q, `${name}.decoder_norm`)
  const kernel = reshapeAfter(g, mlp(g, state, `${name}.mask_embed`, c.width, c.maskFeatures, config.activation), 1, [flat, c.maskFeatures])
  const pixels = reshape(g, decoded.maskFeatures, [batch, c.maskFeatures, side * side])
  // a kernel over the bare position code as well: it shuts out objects that look alike but stand elsewhere
  const placed = matmul(g, reshapeAfter(g, mlp(g, state, `${name}.place_embed`, c.width, placeChannels, config.activation, zeros), 1, [flat, placeChannels]), grid)
  const offset = linear(g, state, `${name}.mask_offset`, 1)
  const product = reshapeAfter(g, add(g, matmul(g, kernel, pixels), placed), 1, [questions, c.queries, side * side])
  const open = reshapeAfter(g, add(g, product, offset), 2, [c.queries, side, side])
  const boxes = sigmoid(g, mlp(g, state, `${name}.bbox_embed`, c.width, 4, config.activation))
  const masks = subtract(g, open, outsideOf(g, boxes, side, c.queries, name))
  const meant = mlp(g, condition, `${name}.condition_proj`, c.width, c.width, config.activation)
  const agreement = multiply(g, mlp(g, state, `${name}.class_embed`, c.width, c.width, config.activation), reshapeAfter(g, meant, 1, [questions, 1, c.width]))
  const scores = reduceSum(g, agreement, [3])
  return { masks, scores, boxes, embeddings: mlp(g, state, `${name}.reid_embed`, c.width, c.embedding, config.activation) }
}

/**
 * What is taken off the logits outside a query's box: 0 inside, up to 100·gate far from it, [B, Q, N, side, side]. The dot product alone cannot
 * easily say "this appearance and that place"; with it, two equal objects were marked for one of them (docs/decisions/009).
 */
function outsideOf(g: Graph, boxes: Tensor, side: number, queries: number, name: string): Tensor {
  const cells = g.constant('float', [side], Array.from({ length: side }, (_, i) => (i + 0.5) / side))
  const scalar = (value: number) => g.constant('float', [1], [value])
  const part = (at: number) => slice(g, boxes, 3, at, at + 1)
  // fourth power of the distance from the centre in half sides; a side is widened by a quarter and two pixels
  const distance = (centre: number, length: number) => {
    const half = add(g, multiply(g, part(length), scalar(0.625)), scalar(2 / 128))
    const ratio = divide(g, subtract(g, cells, part(centre)), half)
    const square = multiply(g, ratio, ratio)
    return multiply(g, square, square)
  }
  const across = reshapeAfter(g, distance(0, 2), 3, [1, side])
  const down = reshapeAfter(g, distance(1, 3), 3, [side, 1])
  const outside = sigmoid(g, multiply(g, subtract(g, add(g, across, down), scalar(2)), scalar(2)))
  const gate = multiply(g, g.parameter(`${name}.box_gate`, [1, 1, queries, 1, 1], zeros), scalar(100))
  return multiply(g, outside, gate)
}

/** Attention among the N queries of each question: [B,Q,N,width] → same. Five-axis products, so that B and Q may both be open. */
function queryAttention(g: Graph, x: Tensor, config: FocusConfig, name: string): Tensor {
  const { width, decoderHeads: heads } = config.segmentationPredictor
  const split = (part: string, order: number[]) => transpose(g, reshapeAfter(g, linear(g, x, `${name}.${part}`, width), 3, [heads, width / heads]), order)
  const scores = matmul(g, split('q', [0, 1, 3, 2, 4]), split('k', [0, 1, 3, 4, 2]))
  const weights = softmax(g, multiply(g, scores, g.constant('float', [1], [(width / heads) ** -0.5])))
  const mixed = matmul(g, weights, split('v', [0, 1, 3, 2, 4]))
  return reshapeAfter(g, transpose(g, mixed, [0, 1, 3, 2, 4]), 3, [width])
}
