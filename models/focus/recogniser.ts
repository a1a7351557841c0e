import type { Graph } from '../graph/graph.ts'
import { layerNorm, linear, toTokens } from '../graph/layers.ts'
import { add, concat, divide, matmul, reduceMean, reduceSum, relu, reshape, slice } from '../graph/ops.ts'
import { normal } from '../graph/parameters.ts'
import type { Tensor } from '../graph/tensor.ts'
import type { EfficientNetLiteConfig, FocusConfig } from './config.ts'
import { meanPool } from './map-blocks.ts'

/** The published classifier on features of its last map: [..., headWidth] → logits [..., classes]. It is linear, so logits of a mean are the mean of logits. */
export const classLogits = (g: Graph, features: Tensor, config: FocusConfig): Tensor =>
  linear(g, features, 'recogniser.classes', config.recogniser!.classes)

/** Whether a picture is a rendered tabletop scene, a logit [B, 1]: the mean of the published classifier's last map tells. */
export const tabletop = (g: Graph, head: Tensor): Tensor => linear(g, reduceMean(g, head, [2, 3]), 'recogniser.tabletop', 1)

/** Width of what a prompt is told of a name. */
export const nameWidth = ({ promptPredictor }: FocusConfig): number => promptPredictor!.widths[1] + promptPredictor!.widths[2]

/**
 * A name as a vector: the classifier's own weights for the classes that the name means, and what training learnt for the name itself, so that
 * a name no photo of training showed is still understood. concepts [N, classes + names], 1 where the name means it → [N, nameWidth]; nothing
 * meant gives zeros.
 */
export function nameVector(g: Graph, concepts: Tensor, config: FocusConfig): Tensor {
  const { classes, names } = config.recogniser!
  const { headWidth } = config.hierarchicalEncoder as EfficientNetLiteConfig
  const share = (from: number, to: number) => {
    const part = slice(g, concepts, 1, from, to)
    return divide(g, part, add(g, reduceSum(g, part, [1], true), g.constant('float', [1], [1e-6])))
  }
  const weights = matmul(g, share(0, classes), g.parameter('recogniser.classes.weight', [classes, headWidth], normal(headWidth ** -0.5)))
  const taught = matmul(g, share(classes, classes + names), g.parameter('recogniser.names.weight', [names, nameWidth(config)], normal(0.3)))
  return add(g, linear(g, weights, 'recogniser.from_classes', nameWidth(config), { bias: false }), taught)
}

/**
 * Names for masks: the features under a mask → the classifier's logits and those of the names of training. under8, under16, head as PromptPicture has
 * them (one picture); mask [N, side8, side8], the share of each cell that is inside → [N, classes], [N, names].
 */
export function namesOf(g: Graph, { under8, under16, head }: { under8: Tensor; under16: Tensor; head: Tensor }, mask: Tensor, config: FocusConfig): { classes: Tensor; names: Tensor } {
  const { names, hidden } = config.recogniser!
  const under = (map: Tensor, cover: Tensor): Tensor => {
    const [, rows, columns] = cover.shape as [string, number, number]
    const flat = reshape(g, cover, [cover.shape[0]!, 1, rows * columns])
    const inside = divide(g, flat, add(g, reduceSum(g, flat, [2], true), g.constant('float', [1], [1e-4])))
    return reshape(g, matmul(g, inside, toTokens(g, map)), [cover.shape[0]!, map.shape[1]!])
  }
  const cover16 = meanPool(g, mask, 2)
  const ofHead = under(head, meanPool(g, cover16, 2))
  const seen = concat(g, [ofHead, under(under16, cover16), under(under8, mask)], 1)
  const state = relu(g, linear(g, layerNorm(g, seen, 'recogniser.norm', 1e-5), 'recogniser.hidden', hidden))
  return { classes: classLogits(g, ofHead, config), names: linear(g, state, 'recogniser.scores', names) }
}

