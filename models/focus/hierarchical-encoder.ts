import type { Graph } from '../graph/graph.ts'
import { activate, conv, layerNorm, layerScale, linear } from '../graph/layers.ts'
import { add, transpose } from '../graph/ops.ts'
import type { Tensor } from '../graph/tensor.ts'
import type { ConvNextConfig, FocusConfig } from './config.ts'
import { efficientNetLite } from './efficientnet-lite.ts'

/** Hierarchical encoder (paper §3.1) of the family that the configuration names: [f1, f2, f3, f4], fine to coarse. */
export function hierarchicalEncoder(g: Graph, image: Tensor, config: FocusConfig, prefix = 'backbone'): Tensor[] {
  const encoder = config.hierarchicalEncoder
  return encoder.family === 'efficientnet-lite' ? efficientNetLite(g, image, encoder, prefix) : convNext(g, image, encoder, config, prefix)
}

/**
 * ConvNeXt (the paper's; names of facebookresearch/ConvNeXt's dense variant). image [B,3,high,high], normalised →
 * [f1, f2, f3, f4], f_l [B, widths[l-1], high/(stem·2^(l-1)), same], each with its own output norm.
 */
function convNext(g: Graph, image: Tensor, { stem, widths, depths, kernels }: ConvNextConfig, config: FocusConfig, prefix: string): Tensor[] {
  const levels: Tensor[] = []
  let x = image
  for (const [stage, width] of widths.entries()) {
    const down = `${prefix}.downsample_layers.${stage}`
    if (stage === 0) x = channelNorm(g, conv(g, x, `${down}.0`, width, Math.max(4, stem), { stride: stem, pad: stem < 4 ? 1 : 0 }), `${down}.1`)
    else x = conv(g, channelNorm(g, x, `${down}.0`), `${down}.1`, width, 2, { stride: 2 })
    for (let block = 0; block < depths[stage]!; block++) {
      x = convNextBlock(g, x, width, kernels[stage]!, config, `${prefix}.stages.${stage}.${block}`)
    }
    levels.push(channelNorm(g, x, `${prefix}.norm${stage}`))
  }
  return levels
}

/** Depthwise k×k → LayerNorm → 4× expansion → layer scale → residual. Published weights use k = 7. */
function convNextBlock(g: Graph, x: Tensor, width: number, kernel: number, config: FocusConfig, name: string): Tensor {
  const mixed = transpose(g, conv(g, x, `${name}.dwconv`, width, kernel, { groups: width }), [0, 2, 3, 1])
  const hidden = activate(g, linear(g, layerNorm(g, mixed, `${name}.norm`), `${name}.pwconv1`, 4 * width), config.activation)
  const out = layerScale(g, linear(g, hidden, `${name}.pwconv2`, width), `${name}.gamma`, 0.5)
  return add(g, x, transpose(g, out, [0, 3, 1, 2]))
}

/** LayerNorm over the channels of an NCHW map. */
function channelNorm(g: Graph, x: Tensor, name: string): Tensor {
  return transpose(g, layerNorm(g, transpose(g, x, [0, 2, 3, 1]), name), [0, 3, 1, 2])
}
