import type { Graph } from '../graph/graph.ts'
import { conv, layerNorm, linear, mlp, toTokens } from '../graph/layers.ts'
import { add, concat, divide, matmul, multiply, reduceMean, reduceSum, relu, reshape, reshapeAfter, sigmoid, slice, squareRoot, stopGradient, subtract, transpose, upsample } from '../graph/ops.ts'
import { normal } from '../graph/parameters.ts'
import type { Dim, Tensor } from '../graph/tensor.ts'
import type { FocusConfig } from './config.ts'
import { cellAttention, denseBlock, meanPool, stack } from './map-blocks.ts'
import type { PromptPicture } from './prompt-picture.ts'
import { nameVector } from './recogniser.ts'

/** A prompt drawn on the picture; maps are at stride 8 of the picture the network sees. */
export interface DrawnPrompt {
  /** [N, planes, side8, side8] */ planes: Tensor
  /** Where to look for what is meant, and for what is not: [N, side8, side8], each summing to one or all zero. */ support: Tensor; opposed: Tensor
  /** [N, flags] */ flags: Tensor
  /** [N, classes + names] */ concepts: Tensor
}

export interface PromptedMasks {
  /** Logits [N, masks, side4, side4]. */ masks: Tensor
  /** Logit of the IoU that each mask will have, [N, masks]. */ quality: Tensor
  /** Logit of there being anything that is meant, [N, 1]. */ presence: Tensor
}

/**
 * Prompts → masks. Prompts are read as pictures: drawn on maps beside the features, so that their place is never lost; what lies under them
 * is pooled, compared with every cell and modulates the features. `picture` is of one picture for all N prompts, or repeated for each.
 */
export function promptPredictor(g: Graph, picture: Omit<PromptPicture, 'head'>, prompt: DrawnPrompt, config: FocusConfig, name = 'pointing.prompt'): PromptedMasks {
  const { widths: [w4, , w16, w32], fine, attention, likeness, masks } = config.promptPredictor!
  const count = prompt.planes.shape[0]!
  const side8 = prompt.planes.shape[2] as number
  const drawn = concat(g, [prompt.planes, heat(g, picture.shares, prompt.concepts, side8, config)], 1)

  const pooled = (cover: Tensor): Tensor => concat(g, [under(g, picture.under16, meanPool(g, cover, 2), 4), under(g, picture.under8, cover, 1)], 1)
  const meant = add(g, pooled(prompt.support), nameVector(g, prompt.concepts, config))
  const state = concat(g, [layerNorm(g, meant, `${name}.norm_meant`, 1e-5), layerNorm(g, pooled(prompt.opposed), `${name}.norm_opposed`, 1e-5), prompt.flags], 1)
  const like = (keys: Tensor, part: string) => likenessMaps(g, linear(g, state, `${name}.${part}`, keys.shape[1] as number), keys, likeness)
  const like16 = like(picture.keys16, 'query16')
  const like8 = like(picture.keys8, 'query8')

  const stem8 = relu(g, conv(g, drawn, `${name}.stem8`, w4, 3))
  const film = linear(g, state, `${name}.film`, 2 * w16)
  const part = (from: number) => reshape(g, slice(g, film, 1, from, from + w16), [count, w16, 1, 1])
  const modulated = add(g, multiply(g, add(g, part(0), g.constant('float', [1], [1])), picture.shown16), part(w16))
  let x = add(g, add(g, modulated, conv(g, stem8, `${name}.stem16`, w16, 3, { stride: 2, pad: [0, 0, 1, 1] })), conv(g, like16, `${name}.like16`, w16, 1))
  x = stack(2, x, (map, i) => denseBlock(g, map, `${name}.blocks16.${i}`))
  const [, , rows, columns] = picture.shown32.shape as [string, number, number, number]
  const place = g.parameter(`${name}.position`, [1, w32, rows, columns], normal(0.02))
  let y = add(g, add(g, conv(g, x, `${name}.to32`, w32, 2, { stride: 2 }), picture.shown32), place)
  y = stack(attention.prompt, y, (map, i) => cellAttention(g, map, `${name}.attention.${i}`, attention.heads, attention.mlp))
  x = add(g, x, upsample(g, conv(g, y, `${name}.to16`, w16, 1), 2))
  x = stack(2, x, (map, i) => denseBlock(g, map, `${name}.blocks16.${i + 2}`))

  let w = add(g, upsample(g, conv(g, x, `${name}.to8`, fine, 1), 2), add(g, picture.shown8, conv(g, concat(g, [stem8, like8], 1), `${name}.drawn8`, fine, 1)))
  w = stack(2, w, (map, i) => denseBlock(g, map, `${name}.blocks8.${i}`))
  const v = denseBlock(g, add(g, upsample(g, conv(g, w, `${name}.to4`, w4, 1), 2), picture.shown4), `${name}.blocks4.0`)
  const logits = add(g, conv(g, v, `${name}.masks4`, masks, 3, { start: normal(0.01) }), upsample(g, conv(g, w, `${name}.masks8`, masks, 1, { start: normal(0.02) }), 2))
  return { masks: logits, ...judge(g, logits, { x, y, w }, config, name) }
}

/** How much the published classifier sees of what is named in each cell, and the root of it: [N, 2, side8, side8]. */
function heat(g: Graph, shares: Tensor, concepts: Tensor, side8: number, config: FocusConfig): Tensor {
  const { classes } = config.recogniser!
  const count = concepts.shape[0]!
  const cells = shares.shape[1] as number
  const side = Math.sqrt(cells)
  const named = reshape(g, slice(g, concepts, 1, 0, classes), [count, classes, 1])
  const share = reshape(g, matmul(g, shares, named), [count, 1, side, side])
  return stopGradient(g, upsample(g, concat(g, [share, squareRoot(g, share)], 1), side8 / side))
}

/** Sum of a map's features weighed by a cover, times `scale` (cells of a cover that was pooled): [.,C,h,w], [N,h,w] → [N,C]. */
function under(g: Graph, map: Tensor, cover: Tensor, scale: number): Tensor {
  const [count, rows, columns] = cover.shape as [Dim, number, number]
  const flat = reshape(g, cover, [count, 1, rows * columns])
  const sum = matmul(g, scale === 1 ? flat : multiply(g, flat, g.constant('float', [1], [scale])), toTokens(g, map))
  return reshape(g, sum, [count, map.shape[1]!])
}

/** Scaled products of a query's heads with the keys of every cell: query [N,C], keys [.,C,h,w] → [N,heads,h,w]. */
function likenessMaps(g: Graph, query: Tensor, keys: Tensor, heads: number): Tensor {
  const [batch, width, rows, columns] = keys.shape as [Dim, number, number, number]
  const size = width / heads
  const asked = reshape(g, multiply(g, query, g.constant('float', [1], [size ** -0.5])), [query.shape[0]!, heads, 1, size])
  return reshape(g, matmul(g, asked, reshape(g, keys, [batch, heads, size, rows * columns])), [query.shape[0]!, heads, rows, columns])
}

/**
 * What each mask is worth: judged from the features inside of it and around it, its size and how sure it is. The masks are given as they are; their
 * gradient comes from the mask losses alone.
 */
function judge(g: Graph, logits: Tensor, { x, y, w }: { x: Tensor; y: Tensor; w: Tensor }, config: FocusConfig, name: string): { quality: Tensor; presence: Tensor } {
  const { masks, widths: [, , , w32] } = config.promptPredictor!
  const count = logits.shape[0]!
  const scalar = (value: number) => g.constant('float', [1], [value])
  const likely = stopGradient(g, sigmoid(g, meanPool(g, logits, 2)))
  const share = (map: Tensor, cover: Tensor): { inside: Tensor; around: Tensor } => {
    const tokens = toTokens(g, map)
    const [, , rows, columns] = cover.shape as [Dim, number, number, number]
    const flat = reshape(g, cover, [count, masks, rows * columns])
    const mean = (part: Tensor) => matmul(g, divide(g, part, add(g, reduceSum(g, part, [2], true), scalar(0.01))), tokens)
    return { inside: mean(flat), around: mean(subtract(g, scalar(1), flat)) }
  }
  const fine = share(w, likely)
  const coarse = share(x, meanPool(g, likely, 2))
  const area = reduceMean(g, likely, [2, 3], true)
  const unsure = divide(g, reduceMean(g, multiply(g, likely, subtract(g, scalar(1), likely)), [2, 3], true), add(g, area, scalar(0.001)))
  const told = concat(g, [squareRoot(g, area), unsure], 2)
  const each = concat(g, [fine.inside, fine.around, coarse.inside, coarse.around, reshape(g, told, [count, masks, 2])], 2)
  const whole = reduceMean(g, y, [2, 3])
  const own = add(g, linear(g, each, `${name}.judge.each`, 128), g.parameter(`${name}.judge.number`, [1, masks, 128], normal(0.1)))
  const hidden = relu(g, add(g, own, reshape(g, linear(g, whole, `${name}.judge.whole`, 128, { bias: false }), [count, 1, 128])))
  const quality = reshapeAfter(g, linear(g, relu(g, linear(g, hidden, `${name}.judge.hidden`, 64)), `${name}.judge.quality`, 1), 1, [masks])
  const first = reshape(g, slice(g, each, 1, 0, 1), [count, each.shape[2]!])
  const presence = mlp(g, concat(g, [whole, first], 1), `${name}.presence`, w32, 1, 'relu')
  return { quality, presence }
}
