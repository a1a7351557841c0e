import type { Graph } from '../graph/graph.ts'
import { activate, layerNorm, linear, toTokens } from '../graph/layers.ts'
import { add, conv, multiHeadAttention, reshape, slice, transpose } from '../graph/ops.ts'
import { normal } from '../graph/parameters.ts'
import type { Tensor } from '../graph/tensor.ts'
import type { FocusConfig } from './config.ts'
import { rotary2d } from './position-code.ts'

/**
 * Vanilla encoder (paper §3.1, "QwenViT"; names of Qwen2-VL's visual tower): a ViT with two-dimensional rotary positions and a merger.
 * image [B,3,low,low], normalised → X'_L [B, grid², out]. At temporalPatch 2 the two halves of the patch weight see the same picture.
 */
export function vanillaEncoder(g: Graph, image: Tensor, config: FocusConfig, prefix = 'visual'): Tensor {
  const { patch, temporalPatch, width, blocks, heads, mlp } = config.vanillaEncoder
  const side = Math.floor(config.image.low / patch)
  let x = patchEmbedding(g, image, patch, temporalPatch, width, `${prefix}.patch_embed.proj`)
  x = toTokens(g, x)
  for (let i = 0; i < blocks; i++) x = visionBlock(g, x, side, heads, mlp, config, `${prefix}.blocks.${i}`)
  return merger(g, x, side, config, `${prefix}.merger`)
}

function patchEmbedding(g: Graph, image: Tensor, patch: number, temporalPatch: number, width: number, name: string): Tensor {
  const weight = g.parameter(`${name}.weight`, [width, 3, temporalPatch, patch, patch], normal((3 * temporalPatch * patch * patch) ** -0.5))
  const frames = Array.from({ length: temporalPatch }, (_, t) => reshape(g, slice(g, weight, 2, t, t + 1), [width, 3, patch, patch]))
  return conv(g, image, frames.reduce((sum, frame) => add(g, sum, frame)), null, { stride: patch })
}

/** Pre-norm transformer block on side² tokens [B, side², width]; also the block of the semantic tokenizer. */
export function visionBlock(g: Graph, x: Tensor, side: number, heads: number, mlp: number, config: FocusConfig, name: string): Tensor {
  const width = x.shape[2] as number
  const qkv = linear(g, layerNorm(g, x, `${name}.norm1`), `${name}.attn.qkv`, 3 * width)
  const part = (i: number) => slice(g, qkv, 2, i * width, (i + 1) * width)
  const turn = (t: Tensor) => reshape(g, rotary2d(g, reshape(g, t, ['B', side * side, heads, width / heads]), side), ['B', side * side, width])
  const attended = multiHeadAttention(g, turn(part(0)), turn(part(1)), part(2), heads)
  const y = add(g, x, linear(g, attended, `${name}.attn.proj`, width))
  const hidden = activate(g, linear(g, layerNorm(g, y, `${name}.norm2`), `${name}.mlp.fc1`, mlp), config.activation)
  return add(g, y, linear(g, hidden, `${name}.mlp.fc2`, width))
}

/** Groups merge×merge neighbours into one token and maps them to the output width. */
function merger(g: Graph, x: Tensor, side: number, config: FocusConfig, name: string): Tensor {
  const { merge, width, out } = config.vanillaEncoder
  const grid = side / merge
  let y = layerNorm(g, x, `${name}.ln_q`)
  if (merge > 1) {
    y = reshape(g, y, ['B', grid, merge, grid, merge * width])
    y = transpose(g, y, [0, 1, 3, 2, 4])
  }
  const inner = merge * merge * width
  y = reshape(g, y, ['B', grid * grid, inner])
  const hidden = activate(g, linear(g, y, `${name}.mlp.0`, inner), config.activation)
  return linear(g, hidden, `${name}.mlp.2`, out)
}
