import type { Graph } from '../graph/graph.ts'
import { conv, groupNorm, layerNorm, linear, toMap, toTokens } from '../graph/layers.ts'
import { add, concat, cosine, gelu, multiHeadAttention, multiply, reduceMean, reshape, silu, sine, slice, upsample } from '../graph/ops.ts'
import { normal, zeros } from '../graph/parameters.ts'
import type { Tensor } from '../graph/tensor.ts'
import { sineTokens } from './position-code.ts'
import { outputHead, residualBlock } from './residual-block.ts'

/** A UNet on latents, steered by a mask, image codes, the source and what the language model wants. Layout and names of SDXL. */
export interface DiffusionConfig {
  latents: number
  latentSide: number
  /** channels and side of the code map (semantic ⊕ pixel codes) */
  codeChannels: number
  codeSide: number
  channels: number[]
  blocks: number
  /** transformer blocks at each level; the middle has as many as the last level */
  depths: number[]
  headWidth: number
  /** width C of the mask's keys and values */
  context: number
  /** width of the added embedding's input: the language model's projected state at <edit> */
  editState: number
  timeWidth: number
  groups: number
  /** zero: the new input channels change nothing at the start (published weights); normal: trained from nothing */
  conditionStart: 'zero' | 'normal'
  /** What the blocks attend to (docs/ablations.md): the mask with a position code (always, where nothing is given), the mask alone, a few tokens that are learnt of it, nothing. */
  maskTokens?: 'placed' | 'plain' | 'learned' | 'none'
  /** false: the mask is no input channel; an ablation */
  maskChannel?: boolean
}

export interface PaintInputs {
  /** [B,Z,s,s] */ latents: Tensor
  /** [B], 1 = pure noise, 0 = clean */ timestep: Tensor
  /** [B,K,k,k] */ codeMap: Tensor
  /** [B,Z,s,s] */ sourceLatents: Tensor
  /** [B,1,s,s], 1 = to be painted */ mask: Tensor
  /** [B], 1 = the source inside the mask is the old content, 0 = a filling */ sourceVisible: Tensor
  /** [B,E] */ editState: Tensor
}

/** One denoising step: the clean latents [B,Z,s,s] that the noisy ones stand for (x0 prediction). */
export function diffusionDecoder(g: Graph, inputs: PaintInputs, config: DiffusionConfig): Tensor {
  const { channels, blocks, depths } = config
  const last = channels.length - 1
  const time = timeAndEdit(g, inputs, config)
  const maskTokens = maskPyramid(g, inputs.mask, config)
  const attend = (x: Tensor, name: string, level: number, depth: number): Tensor =>
    depth ? spatialTransformer(g, x, name, depth, maskTokens[level] ?? null, config) : x
  const block = (x: Tensor, name: string, width: number): Tensor => residualBlock(g, x, name, width, { time, groups: config.groups, epsilon: 1e-5 })

  let h = mixInputs(g, inputs, config)
  const skips = [h]
  channels.forEach((width, level) => {
    const name = `unet.down_blocks.${level}`
    for (let i = 0; i < blocks; i++) {
      h = attend(block(h, `${name}.resnets.${i}`, width), `${name}.attentions.${i}`, level, depths[level]!)
      skips.push(h)
    }
    if (level < last) skips.push(h = conv(g, h, `${name}.downsamplers.0.conv`, width, 3, { stride: 2, pad: 1 }))
  })

  h = block(h, 'unet.mid_block.resnets.0', channels[last]!)
  h = attend(h, 'unet.mid_block.attentions.0', last, depths[last]!)
  h = block(h, 'unet.mid_block.resnets.1', channels[last]!)

  for (let level = last; level >= 0; level--) {
    const name = `unet.up_blocks.${last - level}`
    for (let i = 0; i <= blocks; i++) {
      h = block(concat(g, [h, skips.pop()!], 1), `${name}.resnets.${i}`, channels[level]!)
      h = attend(h, `${name}.attentions.${i}`, level, depths[level]!)
    }
    if (level > 0) h = conv(g, upsample(g, h, 2), `${name}.upsamplers.0.conv`, channels[level]!, 3)
  }
  return outputHead(g, h, 'unet.', config.latents, config.groups, 1e-5)
}

/** Noisy latents through the published convolution, plus everything else through one of its own. */
function mixInputs(g: Graph, inputs: PaintInputs, config: DiffusionConfig): Tensor {
  const { latentSide: side } = config
  const codes = upsample(g, inputs.codeMap, side / config.codeSide)
  const mask = config.maskChannel === false ? []
    : [inputs.mask, multiply(g, inputs.mask, reshape(g, inputs.sourceVisible, [inputs.sourceVisible.shape[0]!, 1, 1, 1]))]
  const condition = concat(g, [codes, inputs.sourceLatents, ...mask], 1)
  const noisy = conv(g, inputs.latents, 'unet.conv_in', config.channels[0]!, 3)
  const start = config.conditionStart === 'zero' ? zeros : normal(((condition.shape[1] as number) * 9) ** -0.5)
  return add(g, noisy, conv(g, condition, 'unet.conv_in_condition', config.channels[0]!, 3, { bias: false, start }))
}

/** Sine code of the time through two layers, plus the edit state through two layers: [B, timeWidth]. */
function timeAndEdit(g: Graph, inputs: PaintInputs, config: DiffusionConfig): Tensor {
  const half = config.channels[0]! / 2
  const frequencies = Array.from({ length: half }, (_, i) => 1000 * Math.exp((-Math.log(10000) * i) / half)) // timestep 0..1 counts as 0..1000
  const angles = multiply(g, reshape(g, inputs.timestep, [inputs.timestep.shape[0]!, 1]), g.constant('float', [1, half], frequencies))
  const twoLayers = (x: Tensor, name: string): Tensor =>
    linear(g, silu(g, linear(g, x, `${name}.linear_1`, config.timeWidth)), `${name}.linear_2`, config.timeWidth)
  return add(g, twoLayers(concat(g, [cosine(g, angles), sine(g, angles)], 1), 'unet.time_embedding'), twoLayers(inputs.editState, 'unet.add_embedding'))
}

/**
 * f_m of each level that attends: the mask pooled to the level's grid, one linear map 1 → C, and a position code; without
 * the position attention could only tell how large the mask is. [B,L,C] or null.
 */
function maskPyramid(g: Graph, mask: Tensor, config: DiffusionConfig): (Tensor | null)[] {
  const kind = config.maskTokens ?? 'placed'
  if (kind === 'none') return config.depths.map(() => null)
  if (kind === 'learned') return config.depths.map(depth => depth ? learnedTokens(g, mask, config) : null)
  let pooled = mask
  return config.depths.map((depth, level) => {
    const side = config.latentSide / 2 ** level
    if (level > 0) pooled = reshape(g, reduceMean(g, reshape(g, pooled, [pooled.shape[0]!, side, 2, side, 2]), [2, 4]), [pooled.shape[0]!, 1, side, side])
    if (!depth) return null
    const keys = linear(g, toTokens(g, pooled), 'unet.mask_projection', config.context)
    return kind === 'placed' ? add(g, keys, sineTokens(g, side, config.context)) : keys
  })
}

/** The mask squeezed into four tokens by a learnt map, as a language model's mask tokens would say it. [B,1,s,s] → [B,4,C]. */
function learnedTokens(g: Graph, mask: Tensor, config: DiffusionConfig): Tensor {
  const batch = mask.shape[0]!
  const line = reshape(g, mask, [batch, config.latentSide ** 2])
  return reshape(g, linear(g, line, 'unet.mask_tokens', 4 * config.context), [batch, 4, config.context])
}

function spatialTransformer(g: Graph, x: Tensor, name: string, depth: number, context: Tensor | null, config: DiffusionConfig): Tensor {
  const [, channels, height, width] = x.shape as [string, number, number, number]
  let h = linear(g, toTokens(g, groupNorm(g, x, `${name}.norm`, config.groups, 1e-6)), `${name}.proj_in`, channels)
  const position = (config.maskTokens ?? 'placed') === 'placed' ? sineTokens(g, height, channels) : null
  for (let i = 0; i < depth; i++) h = transformerBlock(g, h, `${name}.transformer_blocks.${i}`, context, position, config)
  return add(g, x, toMap(g, linear(g, h, `${name}.proj_out`, channels), height, width))
}

/** Self-attention, attention to the mask (queries know where they are), GEGLU. [B,L,D] → same. */
function transformerBlock(g: Graph, x: Tensor, name: string, context: Tensor | null, position: Tensor | null, config: DiffusionConfig): Tensor {
  const width = x.shape.at(-1) as number
  const attention = (query: Tensor, keys: Tensor, part: string): Tensor => {
    const project = (from: Tensor, which: string): Tensor => linear(g, from, `${name}.${part}.${which}`, width, { bias: false })
    const mixed = multiHeadAttention(g, project(query, 'to_q'), project(keys, 'to_k'), project(keys, 'to_v'), width / config.headWidth)
    return linear(g, mixed, `${name}.${part}.to_out.0`, width)
  }
  const own = layerNorm(g, x, `${name}.norm1`, 1e-5)
  let h = add(g, x, attention(own, own, 'attn1'))
  if (context) {
    const query = layerNorm(g, h, `${name}.norm2`, 1e-5)
    h = add(g, h, attention(position ? add(g, query, position) : query, context, 'attn2'))
  }
  const wide = linear(g, layerNorm(g, h, `${name}.norm3`, 1e-5), `${name}.ff.net.0.proj`, 8 * width)
  const gated = multiply(g, slice(g, wide, 2, 0, 4 * width), gelu(g, slice(g, wide, 2, 4 * width, 8 * width)))
  return add(g, h, linear(g, gated, `${name}.ff.net.2`, width))
}
