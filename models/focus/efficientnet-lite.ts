import type { Graph } from '../graph/graph.ts'
import { conv } from '../graph/layers.ts'
import { add, relu6 } from '../graph/ops.ts'
import type { Tensor } from '../graph/tensor.ts'
import type { EfficientNetLiteConfig } from './config.ts'

/**
 * Hierarchical encoder of the family EfficientNet-Lite (tensorflow/tpu, efficientnet/lite): expand, depthwise, project with ReLU6, batch
 * norms folded into the convolutions. image [B,3,high,high], (value - 127) / 128 of 0…255 → [f1, f2, f3, f4], f_l
 * [B, widths[l-1], high/(4·2^(l-1)), same]: the last map of each of the strides 4, 8, 16, 32. Parameters are named as in the PyTorch class
 * (efficientnet-lite-pytorch), `conv` for a convolution with its norm.
 */
export function efficientNetLite(g: Graph, image: Tensor, { stemWidth, stages }: EfficientNetLiteConfig, prefix = 'backbone'): Tensor[] {
  let x = relu6(g, sameConv(g, image, `${prefix}.stem`, stemWidth, 3, 2))
  const byStride = new Map<number, Tensor>()
  let stride = 2
  let block = 0
  for (const stage of stages) {
    for (let i = 0; i < stage.blocks; i++, block++) {
      const step = i === 0 ? stage.stride : 1
      x = invertedBottleneck(g, x, `${prefix}.blocks.${block}`, stage.kernel, step, stage.expand, stage.width)
      stride *= step
      byStride.set(stride, x)
    }
  }
  return [4, 8, 16, 32].map(at => byStride.get(at)!)
}

/** MBConv without squeeze-and-excitation: [B,C,H,W] → [B,width,H/stride,W/stride]. */
function invertedBottleneck(g: Graph, x: Tensor, name: string, kernel: number, stride: number, expand: number, width: number): Tensor {
  const inner = (x.shape[1] as number) * expand
  const wide = expand === 1 ? x : relu6(g, sameConv(g, x, `${name}.expand_conv`, inner, 1, 1))
  const mixed = relu6(g, sameConv(g, wide, `${name}.depthwise_conv`, inner, kernel, stride, inner))
  const out = sameConv(g, mixed, `${name}.project_conv`, width, 1, 1)
  return stride === 1 && x.shape[1] === width ? add(g, x, out) : out
}

/** TensorFlow's SAME padding of an even side: the odd pixel goes right and below. */
function sameConv(g: Graph, x: Tensor, name: string, width: number, kernel: number, stride: number, groups = 1): Tensor {
  const all = kernel - stride
  const before = Math.floor(all / 2)
  return conv(g, x, name, width, kernel, stride === 1 ? { groups } : { stride, groups, pad: [before, before, all - before, all - before] })
}

/** The published classifier's last map before its mean: f4 [B,C,h,w] → [B,headWidth,h,w]. */
export const efficientNetHead = (g: Graph, coarse: Tensor, { headWidth }: EfficientNetLiteConfig, prefix = 'backbone'): Tensor =>
  relu6(g, conv(g, coarse, `${prefix}.head`, headWidth, 1))
