import type { Graph } from '../graph/graph.ts'
import { conv, groupNorm } from '../graph/layers.ts'
import { add, depthToSpace, multiply, reduceMean, reshape, silu, subtract, transpose, upsample } from '../graph/ops.ts'
import { zeros } from '../graph/parameters.ts'
import type { Tensor } from '../graph/tensor.ts'
import { mapAttention, residualBlock } from './residual-block.ts'
import type { CodebookConfig } from './simvq.ts'

/** Pixel branch of the visual tokenizer (paper §3.1: MoVQGAN; the down and up blocks of deep-compression autoencoders). */
export interface PixelTokenizerConfig extends CodebookConfig {
  /** side of the picture that is tokenised */
  picture: number
  /** stride of the first convolution; the decoder ends with the same factor as depth-to-space */
  stem: number
  groups: number
  /** linear maps from patch to code and back beside the convolutions */
  shortcut: boolean
  encoder: { channels: number[]; blocks: number; attention: boolean }
  decoder: { channels: number[]; blocks: number; attention: boolean }
}

/** Side of the code grid. */
export const pixelSide = (config: PixelTokenizerConfig): number => config.picture / config.stem / 2 ** (config.encoder.channels.length - 1)

/** Picture [B,3,S,S] in 0..1 → features before the quantiser [B,d,s,s]; what the language model may read, and what is quantised. */
export function pixelEncoder(g: Graph, picture: Tensor, config: PixelTokenizerConfig, name = 'pixel_tokenizer.encoder'): { features: Tensor; quantisable: Tensor } {
  const { channels, blocks, attention } = config.encoder
  const last = channels.length - 1
  const signed = subtract(g, multiply(g, picture, g.constant('float', [1], [2])), g.constant('float', [1], [1]))
  let h = config.stem === 1 ? conv(g, signed, `${name}.conv_in`, channels[0]!, 3)
    : conv(g, signed, `${name}.conv_in`, channels[0]!, config.stem, { stride: config.stem })
  channels.forEach((width, level) => {
    for (let i = 0; i < blocks; i++) {
      h = residualBlock(g, h, `${name}.down.${level}.block.${i}`, width, config)
      if (attention && level === last) h = mapAttention(g, h, `${name}.down.${level}.attn.${i}`, config.groups)
    }
    if (level < last) h = shrink(g, h, `${name}.down.${level}.downsample.conv`)
  })
  h = middle(g, h, name, attention ? config.groups : null, (x, path) => residualBlock(g, x, path, channels[last]!, config))
  const out = conv(g, silu(g, groupNorm(g, h, `${name}.norm_out`, config.groups, 1e-6)), `${name}.conv_out`, config.codeWidth, 3, config.shortcut ? { start: zeros } : {})
  const patch = config.picture / pixelSide(config)
  const features = config.shortcut ? add(g, out, conv(g, signed, `${name}.shortcut`, config.codeWidth, patch, { stride: patch }))
    : add(g, out, meanOverChannels(g, h, config.codeWidth))
  return { features, quantisable: conv(g, features, 'pixel_tokenizer.quant_conv', config.codeWidth, 1) }
}

/** Code map [B,K,s,s] (semantic ⊕ pixel codes) → picture [B,3,S,S]. Trains the codes; at run time a fallback for the diffusion decoder. */
export function pixelDecoder(g: Graph, codes: Tensor, config: PixelTokenizerConfig, name = 'pixel_tokenizer.decoder'): Tensor {
  const { channels, blocks, attention } = config.decoder
  const last = channels.length - 1
  // MoVQ's spatial norm: every norm is scaled and shifted by the code map
  let enlarged = codes
  const norm = (graph: Graph, x: Tensor, path: string): Tensor => {
    const width = x.shape[1] as number
    const plain = groupNorm(graph, x, `${path}.norm_layer`, config.groups, 1e-6)
    return add(graph, multiply(graph, plain, conv(graph, enlarged, `${path}.conv_y`, width, 1)), conv(graph, enlarged, `${path}.conv_b`, width, 1))
  }
  let h = conv(g, codes, `${name}.conv_in`, channels[last]!, 3)
  h = middle(g, h, name, attention ? config.groups : null, (x, path) => residualBlock(g, x, path, channels[last]!, { norm, groups: config.groups }))
  for (let level = last; level >= 0; level--) {
    for (let i = 0; i < blocks; i++) {
      h = residualBlock(g, h, `${name}.up.${level}.block.${i}`, channels[level]!, { norm, groups: config.groups })
      if (attention && level === last) h = mapAttention(g, h, `${name}.up.${level}.attn.${i}`, config.groups)
    }
    if (level > 0) {
      h = grow(g, h, `${name}.up.${level}.upsample.conv`)
      enlarged = upsample(g, enlarged, 2)
    }
  }
  const out = conv(g, silu(g, norm(g, h, `${name}.norm_out`)), `${name}.conv_out`, 3 * config.stem ** 2, 3, config.shortcut ? { start: zeros } : {})
  let signed = config.stem === 1 ? out : depthToSpace(g, out, config.stem)
  const patch = config.picture / pixelSide(config)
  if (config.shortcut) signed = add(g, signed, depthToSpace(g, conv(g, codes, `${name}.shortcut`, 3 * patch ** 2, 1), patch))
  const half = g.constant('float', [1], [0.5])
  return add(g, multiply(g, signed, half), half)
}

function middle(g: Graph, x: Tensor, name: string, attentionGroups: number | null, block: (x: Tensor, path: string) => Tensor): Tensor {
  let h = block(x, `${name}.mid.block_1`)
  if (attentionGroups) h = block(mapAttention(g, h, `${name}.mid.attn_1`, attentionGroups), `${name}.mid.block_2`)
  return h
}

/** Half the side: a convolution to a quarter of the channels, space to depth, plus the same of the input with channels averaged. */
function shrink(g: Graph, x: Tensor, name: string): Tensor {
  const width = x.shape[1] as number
  return add(g, spaceToDepth(g, conv(g, x, name, width / 4, 3)), meanOverChannels(g, spaceToDepth(g, x), width))
}

/** Twice the side: a convolution to four times the channels, depth to space, plus the input with channels repeated. */
function grow(g: Graph, x: Tensor, name: string): Tensor {
  const width = x.shape[1] as number
  return add(g, depthToSpace(g, conv(g, x, name, 4 * width, 3), 2), upsample(g, x, 2))
}

/** [B,C,H,W] → [B,4C,H/2,W/2]. Written with Reshape and Transpose: SpaceToDepth has no WebGPU kernel. */
function spaceToDepth(g: Graph, x: Tensor): Tensor {
  const [batch, channels, height, width] = x.shape as [string, number, number, number]
  const parts = transpose(g, reshape(g, x, [batch, channels, height / 2, 2, width / 2, 2]), [0, 1, 3, 5, 2, 4])
  return reshape(g, parts, [batch, 4 * channels, height / 2, width / 2])
}

/** [B,C,H,W] → [B,out,H,W]: each output channel is the mean of C/out neighbouring ones. */
function meanOverChannels(g: Graph, x: Tensor, out: number): Tensor {
  const [batch, channels, height, width] = x.shape as [string, number, number, number]
  return reshape(g, reduceMean(g, reshape(g, x, [batch, out, channels / out, height * width]), [2]), [batch, out, height, width])
}
