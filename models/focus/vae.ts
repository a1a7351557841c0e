import type { Graph } from '../graph/graph.ts'
import { conv } from '../graph/layers.ts'
import { add, depthToSpace, divide, multiply, reshape, slice, subtract, upsample } from '../graph/ops.ts'
import { constantValue, normal, zeros } from '../graph/parameters.ts'
import type { Tensor } from '../graph/tensor.ts'
import { mapAttention, outputHead, residualBlock } from './residual-block.ts'

/** Picture ↔ latents. Names and layout of diffusers' AutoencoderKL, so that the SDXL VAE loads at size 3b. */
export interface VaeConfig {
  /** side of the painted picture in pixels */
  picture: number
  /** widths from full size to the latent grid; each step halves the side */
  channels: number[]
  /** residual blocks a level of the encoder; the decoder has one more */
  blocks: number
  /** 1: convolutions start at full size (published VAE); 2: pixels are taken in 2×2 patches, four times cheaper */
  stem: 1 | 2
  latents: number
  midAttention: boolean
  /** linear maps from patch to latent and back beside the convolutions: a good autoencoder from the first step on */
  shortcut: boolean
  groups: number
  /** starting value of the factor that brings latents to unit variance */
  scaling: number
}

/** Side of the latent grid. */
export const latentSide = (config: VaeConfig): number => config.picture / config.stem / 2 ** (config.channels.length - 1)

/** Side of the patch of pixels that one latent cell stands for. */
const patchSide = (config: VaeConfig): number => config.picture / latentSide(config)

/** Picture [B,3,S,S], 0..1 → mean and logarithm of the variance of the raw latents, each [B,Z,s,s]. */
export function encodeMoments(g: Graph, picture: Tensor, config: VaeConfig): { mean: Tensor; logVariance: Tensor } {
  const { channels, latents } = config
  const signed = subtract(g, multiply(g, picture, g.constant('float', [1], [2])), g.constant('float', [1], [1]))
  let h = config.stem === 1 ? conv(g, signed, 'vae.encoder.conv_in', channels[0]!, 3)
    : conv(g, signed, 'vae.encoder.conv_in', channels[0]!, 4, { stride: 2, pad: 1 })
  channels.forEach((width, level) => {
    const name = `vae.encoder.down_blocks.${level}`
    for (let i = 0; i < config.blocks; i++) h = residualBlock(g, h, `${name}.resnets.${i}`, width, config)
    if (level < channels.length - 1) h = halve(g, h, `${name}.downsamplers.0.conv`)
  })
  h = outputHead(g, middle(g, h, 'vae.encoder.mid_block', config), 'vae.encoder.', 2 * latents, config.groups, 1e-6, config.shortcut ? zeros : undefined)
  const moments = conv(g, h, 'vae.quant_conv', 2 * latents, 1)
  const nonlinear = slice(g, moments, 1, 0, latents)
  const mean = config.shortcut ? add(g, nonlinear, conv(g, signed, 'vae.encoder.shortcut', latents, patchSide(config), { stride: patchSide(config) })) : nonlinear
  return { mean, logVariance: slice(g, moments, 1, latents, 2 * latents) }
}

/** Raw latents [B,Z,s,s] → picture [B,3,S,S]; values may leave 0..1 a little. */
export function decodeRaw(g: Graph, raw: Tensor, config: VaeConfig): Tensor {
  const { channels } = config
  let h = conv(g, raw, 'vae.post_quant_conv', config.latents, 1)
  h = middle(g, conv(g, h, 'vae.decoder.conv_in', channels.at(-1)!, 3), 'vae.decoder.mid_block', config)
  const upward = [...channels].reverse()
  upward.forEach((width, level) => {
    const name = `vae.decoder.up_blocks.${level}`
    for (let i = 0; i <= config.blocks; i++) h = residualBlock(g, h, `${name}.resnets.${i}`, width, config)
    if (level < channels.length - 1) h = conv(g, upsample(g, h, 2), `${name}.upsamplers.0.conv`, width, 3)
  })
  const out = outputHead(g, h, 'vae.decoder.', 3 * config.stem ** 2, config.groups, 1e-6, config.shortcut ? zeros : undefined)
  let signed = config.stem === 1 ? out : depthToSpace(g, out, config.stem)
  if (config.shortcut) signed = add(g, signed, depthToSpace(g, conv(g, raw, 'vae.decoder.shortcut', 3 * patchSide(config) ** 2, 1), patchSide(config)))
  const half = g.constant('float', [1], [0.5])
  return add(g, multiply(g, signed, half), half)
}

/** Raw latents → latents of about unit variance, which the diffusion decoder works on. */
export function normalise(g: Graph, raw: Tensor, config: VaeConfig): Tensor {
  const { shift, scale } = statistics(g, config)
  return multiply(g, subtract(g, raw, shift), scale)
}

/** Undoes `normalise`. */
export function denormalise(g: Graph, latents: Tensor, config: VaeConfig): Tensor {
  const { shift, scale } = statistics(g, config)
  return add(g, divide(g, latents, scale), shift)
}

function statistics(g: Graph, config: VaeConfig): { shift: Tensor; scale: Tensor } {
  const shape = [1, config.latents, 1, 1]
  return {
    shift: reshape(g, g.parameter('vae.shift', [config.latents], zeros), shape),
    scale: reshape(g, g.parameter('vae.scaling_factor', [config.latents], constantValue(config.scaling)), shape),
  }
}

function middle(g: Graph, x: Tensor, name: string, config: VaeConfig): Tensor {
  const width = x.shape[1] as number
  let h = residualBlock(g, x, `${name}.resnets.0`, width, config)
  if (!config.midAttention) return h // one block is enough without attention between two
  h = mapAttention(g, h, `${name}.attentions.0`, config.groups)
  return residualBlock(g, h, `${name}.resnets.1`, width, config)
}

/** 3×3 convolution with stride 2, padded at the right and the bottom only, as the published weights want it. */
function halve(g: Graph, x: Tensor, name: string): Tensor {
  const [batch, channels, height, width] = x.shape as [string, number, number, number]
  const weight = g.parameter(`${name}.weight`, [channels, channels, 3, 3], normal((channels * 9) ** -0.5))
  const bias = g.parameter(`${name}.bias`, [channels], zeros)
  const out = g.fresh('Conv', x.type, [batch, channels, height / 2, width / 2])
  g.node('Conv', [x, weight, bias], [out], { strides: [2, 2], pads: [0, 0, 1, 1], group: 1, kernel_shape: [3, 3] })
  g.cost(bind => 2 * 9 * channels * channels * (height / 2) * (width / 2) * (bind[batch] ?? 1))
  return out
}
