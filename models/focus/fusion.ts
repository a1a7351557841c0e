import type { Graph } from '../graph/graph.ts'
import { conv, layerNorm, mlp, toTokens } from '../graph/layers.ts'
import { add, concat } from '../graph/ops.ts'
import { normal, zeros } from '../graph/parameters.ts'
import type { Tensor } from '../graph/tensor.ts'
import { projectedAttention } from './attention.ts'
import { gridSide, levelSide } from './config.ts'
import type { FocusConfig } from './config.ts'

export interface Fused { /** E' before the MLP, what the semantic tokenizer quantises. */ fused: Tensor; /** E_img, what the language model reads. */ image: Tensor }

/**
 * Fusion (paper eq. 1–2): E' = X'_L + CrossAttn(X'_L, X'_H), E_img = E' + MLP(E'). The output projection starts at zero, so the vanilla
 * feature survives step 0. With `aligned`, the hierarchical features of a token's own cell are added as well (a strided convolution a
 * level): small models reach the same quality several times earlier that way.
 * tokens [B, grid², out]; levels f1…f4 → E', E_img [B, grid², out].
 */
export function fusion(g: Graph, tokens: Tensor, levels: Tensor[], config: FocusConfig, prefix = 'fusion'): Fused {
  const { aligned } = config.fusion
  const out = config.vanillaEncoder.out
  let fused = config.fusion.levels.length ? add(g, tokens, crossAttention(g, tokens, levels, config, prefix)) : tokens
  if (aligned) fused = ownCell(g, fused, levels, config, prefix)
  return { fused, image: add(g, fused, mlp(g, fused, `${prefix}.mlp`, config.fusion.mlp, out, config.activation)) }
}

function crossAttention(g: Graph, tokens: Tensor, levels: Tensor[], config: FocusConfig, prefix: string): Tensor {
  const { inner, heads } = config.fusion
  const keys = config.fusion.levels.map(level => {
    const projected = toTokens(g, conv(g, levels[level - 1]!, `${prefix}.level_proj.${level}`, inner, 1))
    return add(g, projected, g.parameter(`${prefix}.level_embed.${level}`, [1, 1, inner], normal(0.02)))
  })
  const memory = layerNorm(g, keys.length > 1 ? concat(g, keys, 1) : keys[0]!, `${prefix}.norm_kv`)
  return projectedAttention(g, layerNorm(g, tokens, `${prefix}.norm_q`), memory, memory, `${prefix}.cross_attn`, { inner, heads, out: config.vanillaEncoder.out, bias: true, outStart: zeros })
}

function ownCell(g: Graph, fused: Tensor, levels: Tensor[], config: FocusConfig, prefix: string): Tensor {
  let sum = fused
  for (const level of [2, 3, 4]) {
    const stride = levelSide(config, level) / gridSide(config)
    const cell = conv(g, levels[level - 1]!, `${prefix}.aligned.${level}`, config.vanillaEncoder.out, stride, { stride, pad: 0 })
    sum = add(g, sum, toTokens(g, cell))
  }
  return sum
}
