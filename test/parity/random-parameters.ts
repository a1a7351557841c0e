import { elementCount } from '../../models/graph/parameters.ts'
import type { Parameter, ParameterSet } from '../../models/graph/parameters.ts'
import { writeSafetensors } from '../../models/graph/safetensors.ts'
import type { SafetensorsFile } from '../../models/graph/safetensors.ts'

/** A stream of normal numbers, the same at every run (sum of uniforms would lack tails, so Box-Muller). */
export function normalStream(seed: number): () => number {
  let state = seed >>> 0
  const uniform = (): number => {
    state = (state + 0x9e3779b9) >>> 0
    let t = Math.imul(state ^ (state >>> 16), 0x21f0aaad)
    t = Math.imul(t ^ (t >>> 15), 0x735a2d97)
    return ((t ^ (t >>> 15)) >>> 0) / 4294967296
  }
  return () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform())
}

/**
 * Values without a single zero or one among them: gates, layer scales, norms and biases that start at 0 or 1 are moved
 * away from there too, or whole branches would be invisible. The scale keeps activations of order 1.
 */
function randomValues(parameter: Parameter, seed: number): Float32Array {
  const { shape, initialization: start } = parameter
  const hash = [...parameter.name].reduce((sum, letter) => Math.imul(sum ^ letter.charCodeAt(0), 16777619) >>> 0, 2166136261)
  const next = normalStream(hash ^ seed)
  const centre = start.kind === 'ones' ? 1 : start.kind === 'constant' ? start.value : 0
  const fanIn = shape.slice(1).reduce((product, dim) => product * dim, 1)
  const deviation = start.kind === 'normal' ? start.deviation
    : centre ? 0.2 * centre
      : shape.length > 1 ? fanIn ** -0.5 : shape[0] === 1 ? 0.7 : 0.2
  return Float32Array.from({ length: elementCount(shape) }, () => centre + deviation * next())
}

/** Writes every parameter of a model with random values. */
export function writeRandomWeights(path: string, parameters: ParameterSet, seed: number, type: 'F32' | 'F16' = 'F32'): SafetensorsFile {
  const entries = [...parameters].map(parameter => ({ name: parameter.name, shape: parameter.shape, type, values: () => randomValues(parameter, seed) }))
  return writeSafetensors(path, entries)
}
