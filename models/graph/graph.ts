import { allowedOps } from './allowed-ops.ts'
import { ParameterSet } from './parameters.ts'
import type { Initialization } from './parameters.ts'
import type { Dim, ElementType, Tensor } from './tensor.ts'

export interface Node {
  op: string
  domain: string
  name: string
  inputs: string[]
  outputs: string[]
  attributes: Record<string, AttributeValue>
}
export type AttributeValue = number | string | number[] | { float: number }

export interface Constant { name: string; type: ElementType; shape: number[]; data: Float32Array | BigInt64Array | Int32Array }
/** Work of one node: floating-point operations as a function of the symbols' values. */
export interface Cost { component: string; flops: (bindings: Record<string, number>) => number }

/**
 * Builds one ONNX graph (opset 21 plus com.microsoft). Layers are functions that take the graph, tensors and a
 * configuration and return tensors; parameters are declared by name in a set shared by all graphs of a model, so
 * that every graph points into the same weights file. Emitted directly, never traced.
 */
export class Graph {
  readonly name: string
  readonly parameters: ParameterSet
  readonly nodes: Node[] = []
  readonly inputs: Tensor[] = []
  readonly outputs: Tensor[] = []
  readonly constants: Constant[] = []
  readonly usedParameters = new Map<string, Tensor>()
  readonly costs: Cost[] = []
  #component = 'other'
  #counter = 0
  #constantByKey = new Map<string, Tensor>()

  constructor(name: string, parameters: ParameterSet) {
    this.name = name
    this.parameters = parameters
  }

  /** Runs `build` with its nodes and parameters counted under a component of the model. */
  component<T>(name: string, build: () => T): T {
    const outer = this.#component
    this.#component = name
    try { return build() } finally { this.#component = outer }
  }

  input(name: string, type: ElementType, shape: Dim[]): Tensor {
    const tensor = { name, type, shape }
    this.inputs.push(tensor)
    return tensor
  }

  output(name: string, tensor: Tensor): void {
    this.node('Identity', [tensor], [{ name, type: tensor.type, shape: tensor.shape }])
    this.outputs.push({ name, type: tensor.type, shape: tensor.shape })
  }

  /** `int8`: as it is stored, in 8 bits; what its numbers stand for is for the graph to work out. */
  parameter(name: string, shape: number[], initialization: Initialization, type: 'float' | 'int8' = 'float'): Tensor {
    this.parameters.declare(name, shape, initialization, this.#component)
    const tensor: Tensor = { name, type, shape }
    this.usedParameters.set(name, tensor)
    return tensor
  }

  constant(type: 'float' | 'int64' | 'int32', shape: number[], values: readonly number[] | Float32Array): Tensor {
    const key = values.length <= 16 ? `${type}|${shape}|${Array.from(values)}` : ''
    const known = key && this.#constantByKey.get(key)
    if (known) return known
    const name = `constant_${this.constants.length}`
    const data = type === 'float' ? Float32Array.from(values)
      : type === 'int64' ? BigInt64Array.from(Array.from(values), v => BigInt(v)) : Int32Array.from(values)
    this.constants.push({ name, type, shape, data })
    const tensor: Tensor = { name, type, shape }
    if (key) this.#constantByKey.set(key, tensor)
    return tensor
  }

  /** A fresh tensor name with a type and shape, for a node's output. */
  fresh(op: string, type: ElementType, shape: readonly Dim[]): Tensor {
    return { name: `${op}_${this.#counter++}`, type, shape }
  }

  /** Appends a node. `op` of the com.microsoft domain is written with it. An absent optional input or output is null. */
  node(op: string, inputs: (Tensor | null)[], outputs: (Tensor | null)[], attributes: Record<string, AttributeValue> = {}, label = ''): void {
    if (!allowedOps[op]) throw new Error(`operator ${op} is not in models/graph/allowed-ops.ts: it would not run on every backend`)
    const dot = op.lastIndexOf('.')
    this.nodes.push({
      op: dot < 0 ? op : op.slice(dot + 1), domain: dot < 0 ? '' : op.slice(0, dot),
      name: `${label || op}_${this.nodes.length}`,
      inputs: inputs.map(tensor => tensor?.name ?? ''), outputs: outputs.map(tensor => tensor?.name ?? ''), attributes,
    })
  }

  cost(flops: (bindings: Record<string, number>) => number): void {
    this.costs.push({ component: this.#component, flops })
  }
}
