import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { InferenceSession, Tensor } from 'onnxruntime-node'
import { Graph } from '../../../models/graph/graph.ts'
import { linear } from '../../../models/graph/layers.ts'
import { writeOnnx } from '../../../models/graph/onnx-file.ts'
import { ParameterSet } from '../../../models/graph/parameters.ts'
import { readHeader, writeSafetensors } from '../../../models/graph/safetensors.ts'

const folder = mkdtempSync(join(tmpdir(), 'focus-onnx-'))
after(() => rmSync(folder, { recursive: true, force: true }))

/** y = x·Wᵀ + b, with W = [[1,2],[3,4],[5,6]] and b = [0.5,0,-0.5] stored as `type`. */
function store(type: 'F32' | 'F16'): { graph: Graph; directory: string } {
  const graph = new Graph('line', new ParameterSet())
  graph.output('y', linear(graph, graph.input('x', 'float', ['B', 2]), 'layer', 3))
  const directory = join(folder, type)
  mkdirSync(directory, { recursive: true })
  writeSafetensors(join(directory, 'weights.safetensors'), [
    { name: 'layer.weight', shape: [3, 2], type, values: () => Float32Array.of(1, 2, 3, 4, 5, 6) },
    { name: 'layer.bias', shape: [3], type, values: () => Float32Array.of(0.5, 0, -0.5) },
  ])
  return { graph, directory }
}

for (const type of ['F32', 'F16'] as const) {
  test(`a graph reads its ${type} weights out of the file beside it`, async () => {
    const { graph, directory } = store(type)
    const path = join(directory, 'line.onnx')
    writeOnnx(graph, path, 'weights.safetensors', readHeader(join(directory, 'weights.safetensors')))
    const session = await InferenceSession.create(path)
    const { y } = await session.run({ x: new Tensor('float32', Float32Array.of(1, 1, 2, -1), [2, 2]) })
    assert.deepEqual([...(y!.data as Float32Array)], [3.5, 7, 10.5, 0.5, 2, 3.5])
  })
}

test('weights in another folder are refused', () => {
  const { graph, directory } = store('F32')
  const header = readHeader(join(directory, 'weights.safetensors'))
  for (const elsewhere of ['../weights.safetensors', '/etc/weights', 'deeper/weights.safetensors', '..\\weights.safetensors']) {
    assert.throws(() => writeOnnx(graph, join(directory, 'x.onnx'), elsewhere, header), /must lie beside the graph/)
  }
})

test('a weights file that lacks a tensor or holds another shape is refused by name', () => {
  const { graph, directory } = store('F32')
  const { tensors, metadata } = readHeader(join(directory, 'weights.safetensors'))
  const without = new Map([...tensors].filter(([name]) => name !== 'layer.bias'))
  assert.throws(() => writeOnnx(graph, join(directory, 'x.onnx'), 'weights.safetensors', { tensors: without, metadata }), /no tensor layer\.bias/)
  const other = new Map([...tensors, ['layer.bias', { ...tensors.get('layer.bias')!, shape: [4] }] as const])
  assert.throws(() => writeOnnx(graph, join(directory, 'x.onnx'), 'weights.safetensors', { tensors: other, metadata }), /layer\.bias is \[4\]/)
})
