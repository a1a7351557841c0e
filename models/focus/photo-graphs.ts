import type { Graph } from '../graph/graph.ts'
import { divide, subtract } from '../graph/ops.ts'
import type { Dim, Tensor } from '../graph/tensor.ts'
import { levelSide } from './config.ts'
import type { EfficientNetLiteConfig, FocusConfig } from './config.ts'
import { hierarchicalEncoder } from './hierarchical-encoder.ts'
import { promptPicture } from './prompt-picture.ts'
import type { PromptPicture } from './prompt-picture.ts'
import { promptPredictor } from './prompt-predictor.ts'
import { namesOf, tabletop } from './recogniser.ts'

/** The graphs of pointing and naming, for sizes that have a prompt predictor and a recogniser. Tensors: docs/graphs.md. */
export const photoGraphs: Record<string, (g: Graph, config: FocusConfig) => void> = {
  /** Once a picture: image [B,3,high,high] in 0…1, RGB. */
  look(g, config) {
    const { high, mean, deviation } = config.image
    const image = g.input('image', 'float', ['B', 3, high, high])
    const normalized = divide(g, subtract(g, image, g.constant('float', [1, 3, 1, 1], mean)), g.constant('float', [1, 3, 1, 1], deviation))
    const levels = g.component('hierarchical encoder', () => hierarchicalEncoder(g, normalized, config))
    const picture = g.component('prompt predictor', () => promptPicture(g, levels, config))
    for (const [part, tensor] of Object.entries(picture)) g.output(part, tensor)
    g.output('tabletop', g.component('recogniser', () => tabletop(g, picture.head)))
  },
  /** N prompts about a picture, which P says once or N times. */
  point(g, config) {
    const { planes, flags } = config.promptPredictor!
    const { classes, names } = config.recogniser!
    const side8 = levelSide(config, 2)
    const { head: _, ...picture } = pictureInputs(g, config, ['shown4', 'shown8', 'shown16', 'shown32', 'under8', 'under16', 'keys8', 'keys16', 'shares'])
    const predicted = g.component('prompt predictor', () => promptPredictor(g, picture, {
      planes: g.input('planes', 'float', ['N', planes, side8, side8]),
      support: g.input('support', 'float', ['N', side8, side8]),
      opposed: g.input('opposed', 'float', ['N', side8, side8]),
      flags: g.input('flags', 'float', ['N', flags]),
      concepts: g.input('concepts', 'float', ['N', classes + names]),
    }, config))
    g.output('masks', predicted.masks)
    g.output('quality', predicted.quality)
    g.output('presence', predicted.presence)
  },
  /** Names for N masks of a picture: mask [N,side8,side8], the share of each cell inside. */
  name(g, config) {
    const side8 = levelSide(config, 2)
    const picture = pictureInputs(g, config, ['under8', 'under16', 'head'])
    const named = g.component('recogniser', () => namesOf(g, picture, g.input('mask', 'float', ['N', side8, side8]), config))
    g.output('classes', named.classes)
    g.output('names', named.names)
  },
}

function pictureInputs(g: Graph, config: FocusConfig, parts: (keyof PromptPicture)[]): PromptPicture {
  const { widths: [w4, w8, w16, w32], fine } = config.promptPredictor!
  const map = (width: number, level: number): Dim[] => ['P', width, levelSide(config, level), levelSide(config, level)]
  const shapes: Record<keyof PromptPicture, Dim[]> = {
    shown4: map(w4, 1), shown8: map(fine, 2), shown16: map(w16, 3), shown32: map(w32, 4), under8: map(w8, 2), under16: map(w16, 3),
    keys8: map(w8, 2), keys16: map(w16, 3), head: map((config.hierarchicalEncoder as EfficientNetLiteConfig).headWidth, 4),
    shares: ['P', levelSide(config, 4) ** 2, config.recogniser!.classes],
  }
  return Object.fromEntries(parts.map(part => [part, g.input(part, 'float', shapes[part])])) as Record<keyof PromptPicture, Tensor>
}
