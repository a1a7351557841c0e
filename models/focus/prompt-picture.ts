import type { Graph } from '../graph/graph.ts'
import { conv, toTokens } from '../graph/layers.ts'
import { add, softmax, stopGradient, upsample } from '../graph/ops.ts'
import { normal } from '../graph/parameters.ts'
import type { Tensor } from '../graph/tensor.ts'
import type { EfficientNetLiteConfig, FocusConfig } from './config.ts'
import { efficientNetHead } from './efficientnet-lite.ts'
import { cellAttention, channelNorm, denseBlock, stack } from './map-blocks.ts'
import { classLogits } from './recogniser.ts'

/** What is worked out once a picture for all prompts about it; maps [B, C, side, side] at the stride their name ends with. */
export interface PromptPicture {
  /** Added to the prompt's own maps. */ shown4: Tensor; shown8: Tensor; shown16: Tensor; shown32: Tensor
  /** Pooled under a prompt: what is there. */ under8: Tensor; under16: Tensor
  /** Compared with what is under a prompt. */ keys8: Tensor; keys16: Tensor
  /** The published classifier's last map [B, headWidth, 12, 12], and its opinion of each cell: shares of the classes [B, cells, classes]. */
  head: Tensor; shares: Tensor
}

/** Levels of the hierarchical encoder → PromptPicture: attention over all cells at stride 32, then a pyramid down to stride 4. */
export function promptPicture(g: Graph, levels: Tensor[], config: FocusConfig, name = 'pointing.picture'): PromptPicture {
  const { widths: [w4, w8, w16, w32], fine, attention } = config.promptPredictor!
  const [f4, f8, f16, f32] = levels as [Tensor, Tensor, Tensor, Tensor]
  const head = efficientNetHead(g, f32, config.hierarchicalEncoder as EfficientNetLiteConfig)
  const [, , rows, columns] = f32.shape as [string, number, number, number]
  const place = g.parameter(`${name}.position`, [1, w32, rows, columns], normal(0.02))
  // the published features differ in scale from level to level
  const normed = (level: Tensor, stride: number) => channelNorm(g, level, `${name}.norm${stride}`)
  // the head's features say most of what a thing is, the last block's where it is
  const joined = add(g, conv(g, normed(f32, 32), `${name}.level32`, w32, 1), conv(g, channelNorm(g, head, `${name}.norm_head`), `${name}.head32`, w32, 1))
  const p32 = stack(attention.picture, add(g, joined, place), (x, i) => cellAttention(g, x, `${name}.attention.${i}`, attention.heads, attention.mlp))
  const finer = (coarse: Tensor, level: Tensor, width: number, stride: number, kernel: number, blocks: number) => {
    const upper = upsample(g, conv(g, coarse, `${name}.down${stride}`, width, 1), 2)
    const sum = add(g, conv(g, normed(level, stride), `${name}.level${stride}`, width, kernel), upper)
    return stack(blocks, sum, (x, i) => denseBlock(g, x, `${name}.blocks${stride}.${i}`))
  }
  const p16 = finer(p32, f16, w16, 16, 1, 2)
  const p8 = finer(p16, f8, w8, 8, 1, 2)
  const p4 = finer(p8, f4, w4, 4, 3, 1)
  const map = (x: Tensor, part: string, width: number) => conv(g, x, `${name}.${part}`, width, 1)
  return {
    shown4: map(p4, 'shown4', w4), shown8: map(p8, 'shown8', fine), shown16: map(p16, 'shown16', w16), shown32: map(p32, 'shown32', w32),
    under8: p8, under16: p16, keys8: map(p8, 'keys8', w8), keys16: map(p16, 'keys16', w16),
    head, shares: stopGradient(g, softmax(g, classLogits(g, toTokens(g, head), config))),
  }
}
