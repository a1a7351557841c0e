import type { Graph } from '../graph/graph.ts'
import { conv, groupNorm, linear, toMap, toTokens } from '../graph/layers.ts'
import { add, multiHeadAttention, reshape, silu } from '../graph/ops.ts'
import type { Initialization } from '../graph/parameters.ts'
import type { Tensor } from '../graph/tensor.ts'

/** Blocks that the VAE, the pixel tokenizer and the diffusion decoder share. Names follow diffusers. */

interface ResidualOptions {
  /** groups of the norm; few at small widths, since a group of two channels forgets brightness and colour */
  groups: number
  /** time embedding [B, T], added after the first convolution */
  time?: Tensor
  epsilon?: number
  /** replaces GroupNorm, e.g. by a norm that looks at the code map */
  norm?: (g: Graph, x: Tensor, name: string) => Tensor
}

/** norm → SiLU → conv, twice, plus the input: [B,C,H,W] → [B,out,H,W]. */
export function residualBlock(g: Graph, x: Tensor, name: string, out: number, options: ResidualOptions): Tensor {
  const { time, epsilon = 1e-6 } = options
  const norm = options.norm ?? ((graph, h, path) => groupNorm(graph, h, path, options.groups, epsilon))
  let h = conv(g, silu(g, norm(g, x, `${name}.norm1`)), `${name}.conv1`, out, 3)
  if (time) {
    const shift = linear(g, silu(g, time), `${name}.time_emb_proj`, out)
    h = add(g, h, reshape(g, shift, [shift.shape[0]!, out, 1, 1]))
  }
  h = conv(g, silu(g, norm(g, h, `${name}.norm2`)), `${name}.conv2`, out, 3)
  return add(g, x.shape[1] === out ? x : conv(g, x, `${name}.conv_shortcut`, out, 1), h)
}

/** Self-attention over all cells of a map with one head, as in the autoencoders of latent diffusion. [B,C,H,W] → same. */
export function mapAttention(g: Graph, x: Tensor, name: string, groups: number): Tensor {
  const [, channels, height, width] = x.shape as [string, number, number, number]
  const tokens = toTokens(g, groupNorm(g, x, `${name}.group_norm`, groups, 1e-6))
  const part = (which: string): Tensor => linear(g, tokens, `${name}.${which}`, channels)
  const mixed = multiHeadAttention(g, part('to_q'), part('to_k'), part('to_v'), 1)
  return add(g, x, toMap(g, linear(g, mixed, `${name}.to_out.0`, channels), height, width))
}

/** conv → SiLU-normed output head shared by encoders and decoders: GroupNorm, SiLU, 3×3 convolution. */
export function outputHead(g: Graph, x: Tensor, name: string, out: number, groups: number, epsilon = 1e-6, start?: Initialization): Tensor {
  const normed = silu(g, groupNorm(g, x, `${name}conv_norm_out`, groups, epsilon))
  return conv(g, normed, `${name}conv_out`, out, 3, start ? { start } : {})
}
