import { writeFileSync } from 'node:fs'
import protobuf from 'protobufjs'
import type { Graph, Node } from './graph.ts'
import type { SafetensorsFile, StoredTensor } from './safetensors.ts'
import type { Dim, ElementType } from './tensor.ts'

/** The part of onnx.proto that these graphs need (field numbers: onnx/onnx.proto, IR version 10). */
const schema = protobuf.Root.fromJSON({
  nested: {
    ModelProto: { fields: { irVersion: f('int64', 1), producerName: f('string', 2), graph: f('GraphProto', 7), opsetImport: r('OperatorSetIdProto', 8) } },
    OperatorSetIdProto: { fields: { domain: f('string', 1), version: f('int64', 2) } },
    GraphProto: { fields: { node: r('NodeProto', 1), name: f('string', 2), initializer: r('TensorProto', 5), input: r('ValueInfoProto', 11), output: r('ValueInfoProto', 12) } },
    NodeProto: { fields: { input: r('string', 1), output: r('string', 2), name: f('string', 3), opType: f('string', 4), attribute: r('AttributeProto', 5), domain: f('string', 7) } },
    AttributeProto: { fields: { name: f('string', 1), f: f('float', 2), i: f('int64', 3), s: f('bytes', 4), ints: r('int64', 8, false), type: f('int32', 20) } },
    TensorProto: { fields: { dims: r('int64', 1, false), dataType: f('int32', 2), name: f('string', 8), rawData: f('bytes', 9), externalData: r('StringStringEntryProto', 13), dataLocation: f('int32', 14) } },
    StringStringEntryProto: { fields: { key: f('string', 1), value: f('string', 2) } },
    ValueInfoProto: { fields: { name: f('string', 1), type: f('TypeProto', 2) } },
    TypeProto: { fields: { tensorType: f('TensorTypeProto', 1) } },
    TensorTypeProto: { fields: { elemType: f('int32', 1), shape: f('TensorShapeProto', 2) } },
    TensorShapeProto: { fields: { dim: r('DimensionProto', 1) } },
    DimensionProto: { fields: { dimValue: f('int64', 1), dimParam: f('string', 2) } },
  },
})
function f(type: string, id: number) { return { type, id } }
function r(type: string, id: number, packed?: boolean) { return { rule: 'repeated', type, id, ...(packed === undefined ? {} : { options: { packed } }) } }

const typeCode: Record<ElementType | 'bfloat16', number> = { float: 1, int8: 3, int32: 6, int64: 7, bool: 9, float16: 10, bfloat16: 16 }
const storedCode = { F32: typeCode.float, F16: typeCode.float16, BF16: typeCode.bfloat16, I8: typeCode.int8 }

/**
 * Writes a graph as an .onnx file whose parameters point into a safetensors file of the same folder. A parameter stored in 16 bits
 * gets a Cast to float32, which onnxruntime folds when it loads the graph; one in 8 bits also a product with the scales of its rows, the tensor
 * `NAME.scale` [rows] of the file.
 */
export function writeOnnx(graph: Graph, path: string, weightsName: string, weights: SafetensorsFile): void {
  if (weightsName.includes('/') || weightsName.includes('\\')) throw new Error(`weights must lie beside the graph, not at ${weightsName}`)
  const widened: ReturnType<typeof nodeMessage>[] = []
  const initializers: object[] = graph.constants.map(constant => ({
    name: constant.name, dims: constant.shape, dataType: typeCode[constant.type],
    rawData: Buffer.from(constant.data.buffer, constant.data.byteOffset, constant.data.byteLength),
  }))
  const external = (name: string, stored: StoredTensor) => {
    const entry = (key: string, value: string | number) => ({ key, value: String(value) })
    const at = [entry('location', weightsName), entry('offset', stored.offset), entry('length', stored.length)]
    initializers.push({ name, dims: stored.shape, dataType: storedCode[stored.type], dataLocation: 1, externalData: at })
  }
  const wanted = (name: string, shape: readonly Dim[]): StoredTensor => {
    const stored = weights.tensors.get(name)
    if (!stored) throw new Error(`${weightsName} has no tensor ${name}, which graph ${graph.name} needs`)
    if (stored.shape.join() !== shape.join()) throw new Error(`${name} is [${stored.shape}] in ${weightsName}; the configuration wants [${shape}]`)
    return stored
  }
  const widen = (op: string, name: string, inputs: string[], output: string, attributes: Node['attributes'] = {}) =>
    widened.push(nodeMessage({ op, domain: '', name: `${op.toLowerCase()}_${name}`, inputs, outputs: [output], attributes }))
  for (const [name, { type, shape }] of graph.usedParameters) {
    const stored = wanted(name, shape)
    const asStored = stored.type === 'F32' || type === 'int8'
    if (type === 'int8' && stored.type !== 'I8') throw new Error(`${name} is ${stored.type} in ${weightsName}; graph ${graph.name} reads 8 bits`)
    external(asStored ? name : `${name}__stored`, stored)
    if (asStored) continue
    const eight = stored.type === 'I8'
    widen('Cast', name, [`${name}__stored`], eight ? `${name}__wide` : name, { to: typeCode.float })
    if (!eight) continue
    external(`${name}.scale`, wanted(`${name}.scale`, [shape[0]!, ...shape.slice(1).map(() => 1)]))
    widen('Mul', name, [`${name}__wide`, `${name}.scale`], name)
  }
  const message = {
    irVersion: 10, producerName: 'focus',
    opsetImport: [{ domain: '', version: 21 }, { domain: 'com.microsoft', version: 1 }],
    graph: {
      name: graph.name, initializer: initializers,
      node: [...widened, ...graph.nodes.map(nodeMessage)],
      input: graph.inputs.map(valueMessage), output: graph.outputs.map(valueMessage),
    },
  }
  const type = schema.lookupType('ModelProto')
  writeFileSync(path, type.encode(type.fromObject(message)).finish())
}

function nodeMessage(node: Node) {
  return {
    opType: node.op, domain: node.domain, name: node.name, input: node.inputs, output: node.outputs,
    attribute: Object.entries(node.attributes).map(([name, value]) =>
      typeof value === 'number' ? { name, i: value, type: 2 }
        : typeof value === 'string' ? { name, s: Buffer.from(value), type: 3 }
          : Array.isArray(value) ? { name, ints: value, type: 7 } : { name, f: value.float, type: 1 }),
  }
}

function valueMessage(tensor: { name: string; type: ElementType; shape: readonly Dim[] }) {
  const dim = tensor.shape.map(d => (typeof d === 'number' ? { dimValue: d } : { dimParam: d }))
  return { name: tensor.name, type: { tensorType: { elemType: typeCode[tensor.type], shape: { dim } } } }
}
