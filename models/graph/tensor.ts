/** A dimension: a number, or a symbol such as "B" that is bound when the graph runs. Sums are written "past+S". */
export type Dim = number | string
export type ElementType = 'float' | 'float16' | 'int64' | 'int32' | 'int8' | 'bool'

/** A value in a graph: its ONNX name, element type and shape. */
export interface Tensor {
  readonly name: string
  readonly type: ElementType
  readonly shape: readonly Dim[]
}

/** The number behind a dimension. Throws where a symbol has no binding. */
export function evaluateDim(dim: Dim, bindings: Record<string, number>): number {
  if (typeof dim === 'number') return dim
  return dim.split('+').reduce((sum, part) => {
    const product = part.split('*').reduce((value, factor) => {
      const bound = /^\d+$/.test(factor) ? Number(factor) : bindings[factor]
      if (bound === undefined) throw new Error(`dimension "${factor}" has no value; bind one of ${Object.keys(bindings).join(', ')}`)
      return value * bound
    }, 1)
    return sum + product
  }, 0)
}

export const addDims = (a: Dim, b: Dim): Dim => (typeof a === 'number' && typeof b === 'number' ? a + b : `${a}+${b}`)

export const multiplyDims = (a: Dim, b: Dim): Dim => {
  if (typeof a === 'number' && typeof b === 'number') return a * b
  if (a === 1) return b
  if (b === 1) return a
  return `${a}*${b}`
}

/** Shape of an elementwise result under ONNX's multidirectional broadcasting. */
export function broadcastShape(a: readonly Dim[], b: readonly Dim[]): Dim[] {
  const rank = Math.max(a.length, b.length)
  const shape: Dim[] = []
  for (let axis = 0; axis < rank; axis++) {
    const x = a[a.length - rank + axis] ?? 1
    const y = b[b.length - rank + axis] ?? 1
    if (x !== y && x !== 1 && y !== 1 && typeof x === 'number' && typeof y === 'number') {
      throw new Error(`shapes [${a}] and [${b}] do not broadcast`)
    }
    shape.push(x === 1 ? y : x)
  }
  return shape
}
