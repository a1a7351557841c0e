import type { Graph } from '../graph/graph.ts'
import { activate, conv, layerNorm, linear, toTokens } from '../graph/layers.ts'
import { add, multiply, repeatForBatch, tanh } from '../graph/ops.ts'
import { normal, zeros } from '../graph/parameters.ts'
import type { Tensor } from '../graph/tensor.ts'
import { projectedAttention } from './attention.ts'
import { levelSide } from './config.ts'
import type { FocusConfig } from './config.ts'
import { sineTokens } from './position-code.ts'

/**
 * Gated cross-attention adapter (paper eq. 3–4): learnable queries read f2, f3, f4 in turn,
 * h ← h + tanh(γ)·CrossAttn(LN h, LN G(f)), h ← h + tanh(β)·FFN(LN h), gates zero at the start.
 * levels f1…f4 → [B, queries, language-model width]. G is a 1×1 convolution plus a level vector and a sine position code.
 */
export function gatedAdapter(g: Graph, levels: Tensor[], config: FocusConfig, prefix = 'adapter'): Tensor {
  const { queries, width, inner, heads } = config.gatedAdapter
  let h = g.parameter(`${prefix}.queries`, [1, queries, width], normal(1))
  for (const [layer, level] of config.gatedAdapter.levels.entries()) {
    const name = `${prefix}.layers.${layer}`
    const map = toTokens(g, conv(g, levels[level - 1]!, `${name}.level_proj`, width, 1))
    const placed = add(g, add(g, map, g.parameter(`${name}.level_embed`, [1, 1, width], normal(0.02))), sineTokens(g, levelSide(config, level), width))
    const memory = layerNorm(g, placed, `${name}.norm_kv`)
    if (layer === 0) h = repeatForBatch(g, h, memory)
    const attended = projectedAttention(g, layerNorm(g, h, `${name}.norm_q`), memory, memory, `${name}.attn`, { inner, heads, out: width })
    h = add(g, h, multiply(g, tanh(g, g.parameter(`${name}.gamma`, [1], zeros)), attended))
    const hidden = activate(g, linear(g, layerNorm(g, h, `${name}.norm_ffn`), `${name}.ffn.0`, 4 * width), config.activation)
    h = add(g, h, multiply(g, tanh(g, g.parameter(`${name}.beta`, [1], zeros)), linear(g, hidden, `${name}.ffn.2`, width)))
  }
  if (!config.gatedAdapter.levels.length) h = repeatForBatch(g, h, toTokens(g, levels.at(-1)!)) // an ablation: queries that look at nothing
  return linear(g, layerNorm(g, h, `${prefix}.norm`), `${prefix}.proj`, config.languageModel.width)
}
