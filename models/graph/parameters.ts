/** How a parameter starts before training. */
export type Initialization =
  | { kind: 'zeros' } | { kind: 'ones' } | { kind: 'constant'; value: number }
  | { kind: 'normal'; deviation: number } | { kind: 'values'; values: readonly number[] }

export interface Parameter { name: string; shape: number[]; initialization: Initialization; component: string }

export const zeros: Initialization = { kind: 'zeros' }
export const ones: Initialization = { kind: 'ones' }
export const constantValue = (value: number): Initialization => ({ kind: 'constant', value })
export const theseValues = (values: readonly number[]): Initialization => ({ kind: 'values', values })
export const normal = (deviation: number): Initialization => ({ kind: 'normal', deviation })

/** All parameters of a model by name, shared by its graphs. Two graphs that declare one name must agree on its shape. */
export class ParameterSet {
  readonly #byName = new Map<string, Parameter>()

  declare(name: string, shape: number[], initialization: Initialization, component: string): void {
    const known = this.#byName.get(name)
    if (known && known.shape.join() !== shape.join()) {
      throw new Error(`parameter ${name} is declared as [${known.shape}] and as [${shape}]`)
    }
    if (!known) this.#byName.set(name, { name, shape, initialization, component })
  }

  [Symbol.iterator](): IterableIterator<Parameter> { return this.#byName.values() }
  get size(): number { return this.#byName.size }
}

export const elementCount = (shape: readonly number[]): number => shape.reduce((product, dim) => product * dim, 1)

/** Starting values, reproducible: each parameter draws from a stream seeded by its name and `seed`. */
export function initialValues(parameter: Parameter, seed: number): Float32Array {
  const values = new Float32Array(elementCount(parameter.shape))
  const start = parameter.initialization
  if (start.kind === 'ones') values.fill(1)
  if (start.kind === 'constant') values.fill(start.value)
  if (start.kind === 'values') values.set(start.values)
  if (start.kind === 'normal') {
    const random = mulberry32(hash(parameter.name) ^ seed)
    for (let i = 0; i < values.length; i += 2) {
      // Box-Muller: two uniform numbers give two normal ones
      const radius = Math.sqrt(-2 * Math.log(1 - random())) * start.deviation
      const angle = 2 * Math.PI * random()
      values[i] = radius * Math.cos(angle)
      if (i + 1 < values.length) values[i + 1] = radius * Math.sin(angle)
    }
  }
  return values
}

function hash(text: string): number {
  let h = 2166136261
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 16777619)
  return h >>> 0
}

function mulberry32(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}
