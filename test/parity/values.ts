import type { FocusConfig } from '../../models/focus/config.ts'
import { vocabularySize } from '../../models/focus/config.ts'
import type { Tensor } from '../../models/graph/tensor.ts'
import { evaluateDim } from '../../models/graph/tensor.ts'

/** A tensor outside any runtime. */
export type Value =
  | { type: 'float32'; dims: number[]; data: Float32Array }
  | { type: 'int64'; dims: number[]; data: BigInt64Array }
  | { type: 'int32'; dims: number[]; data: Int32Array }

const types = { float: 'float32', int64: 'int64', int32: 'int32' } as const

/**
 * A plausible value for a graph's input: pictures in 0..1, rasters and masks of zeros and ones, ids within their table,
 * everything else normal.
 */
export function randomValue(input: Tensor, bindings: Record<string, number>, config: FocusConfig, next: () => number): Value {
  const dims = input.shape.map(dim => evaluateDim(dim, bindings))
  const count = dims.reduce((product, dim) => product * dim, 1)
  const uniform = (): number => Math.abs(next() * 7919.7) % 1
  if (input.type === 'float') {
    const draw = /^(image|picture|timestep)$/.test(input.name) ? () => 0.02 + 0.96 * uniform()
      : /^(raster|mask|source_visible)$/.test(input.name) ? () => (uniform() < 0.3 ? 1 : 0) : next
    return { type: 'float32', dims, data: Float32Array.from({ length: count }, draw) }
  }
  const whole = (index: number): number => wholeNumber(input.name, index, bindings, config, uniform)
  return types[input.type as 'int64' | 'int32'] === 'int64'
    ? { type: 'int64', dims, data: BigInt64Array.from({ length: count }, (_, index) => BigInt(whole(index))) }
    : { type: 'int32', dims, data: Int32Array.from({ length: count }, (_, index) => whole(index)) }
}

function wholeNumber(name: string, index: number, bindings: Record<string, number>, config: FocusConfig, uniform: () => number): number {
  const { B = 1, R = 0, S = 0, N = 1, L = 0, past = 0 } = bindings
  const below = (limit: number): number => Math.floor(uniform() * limit)
  switch (name) {
    case 'input_ids': return below(vocabularySize(config))
    case 'prefix_ids': return config.vocabulary.text
    case 'semantic_ids': return below(config.semanticTokenizer.codes)
    case 'pixel_ids': return below(config.pixelTokenizer.codes)
    case 'region_type': return index % config.regionPromptEncoder.types
    case 'inject_index': return below(1 + B * R)
    case 'look_picture':
    case 'segment_image': return index % B
    case 'look_position': return below(config.languageModel.context)
    case 'look_index':
    case 'answer_index':
    case 'slot_index': return below(N * L)
    // one of S (at run time) and L (in training) is there
    case 'seqlens_k': return past + S + L - 1
    case 'positions': return past + index
    case 'total_sequence_length': return past + S + L
    default: throw new Error(`no rule for the whole-number input ${name}; add one in test/parity/values.ts`)
  }
}
