import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Graph } from '../../../models/graph/graph.ts'
import { addedRmsNorm, conv, groupNorm, linear, toMap, toTokens } from '../../../models/graph/layers.ts'
import { add, argMax, concat, conv as convolve, depthToSpace, gather, groupQueryAttention, matmul, multiHeadAttention, reduceMean, reshape, reshapeAfter, slice, transpose, upsample } from '../../../models/graph/ops.ts'
import { normal, ParameterSet } from '../../../models/graph/parameters.ts'

const fresh = (): Graph => new Graph('test', new ParameterSet())
const work = (g: Graph, bindings: Record<string, number> = {}): number => g.costs.reduce((sum, cost) => sum + cost.flops(bindings), 0)

test('a linear layer is a product with the transposed weight, and a bias', () => {
  const g = fresh()
  const y = linear(g, g.input('x', 'float', ['B', 5, 16]), 'layer', 32)
  assert.deepEqual(y.shape, ['B', 5, 32])
  assert.deepEqual(g.nodes.map(node => node.op), ['Transpose', 'MatMul', 'Add'])
  assert.deepEqual([...g.parameters].map(({ name, shape }) => [name, shape]), [['layer.weight', [32, 16]], ['layer.bias', [32]]])
})

test('a matrix product costs two operations a multiply-add', () => {
  const g = fresh()
  matmul(g, g.input('a', 'float', ['B', 3, 4]), g.input('b', 'float', [4, 5]))
  assert.equal(work(g, { B: 7 }), 2 * 7 * 3 * 4 * 5)
})

test('a convolution costs its kernel at every place it stops', () => {
  const g = fresh()
  const y = conv(g, g.input('x', 'float', ['B', 6, 8, 8]), 'layer', 10, 3, { stride: 2, pad: 1 })
  assert.deepEqual(y.shape, ['B', 10, 4, 4])
  assert.equal(work(g, { B: 2 }), 2 * (6 * 3 * 3) * (2 * 10 * 4 * 4))
})

test('a depthwise convolution costs one channel each', () => {
  const g = fresh()
  conv(g, g.input('x', 'float', [1, 6, 8, 8]), 'layer', 6, 3, { groups: 6 })
  assert.equal(work(g), 2 * 9 * 6 * 64)
})

test('attention costs two products of queries with keys and values', () => {
  const g = fresh()
  const y = multiHeadAttention(g, g.input('q', 'float', ['B', 5, 32]), g.input('k', 'float', ['B', 7, 32]), g.input('v', 'float', ['B', 7, 32]), 4)
  assert.deepEqual(y.shape, ['B', 5, 32])
  assert.equal(work(g, { B: 1 }), 2 * 2 * 5 * 7 * 32)
})

test('cached attention lengthens the cache by the tokens read', () => {
  const g = fresh()
  const past = { pastKey: g.input('pk', 'float', ['B', 2, 'past', 8]), pastValue: g.input('pv', 'float', ['B', 2, 'past', 8]), seqlens: g.input('n', 'int32', ['B']), total: g.input('t', 'int32', []), cos: g.input('c', 'float', [16, 4]), sin: g.input('s', 'float', [16, 4]) }
  const { output, presentKey } = groupQueryAttention(g, g.input('qkv', 'float', ['B', 'S', 64]), past, 4, 2)
  assert.deepEqual(output.shape, ['B', 'S', 32])
  assert.deepEqual(presentKey.shape, ['B', 2, 'past+S', 8])
})

test('the norm of a sum gives the sum as well, and leaves out what it could give between them', () => {
  const g = fresh()
  const [x, added] = [g.input('x', 'float', ['B', 'S', 8]), g.input('added', 'float', ['B', 'S', 8])]
  const { sum, normed } = addedRmsNorm(g, x, added, 'norm')
  assert.deepEqual([sum.shape, normed.shape], [['B', 'S', 8], ['B', 'S', 8]])
  assert.deepEqual(g.nodes[0].outputs, [normed.name, '', '', sum.name])
  assert.deepEqual([...g.usedParameters.keys()], ['norm.weight'])
})

test('shapes of the operators that move data', () => {
  const g = fresh()
  const x = g.input('x', 'float', ['B', 8, 4, 6])
  assert.deepEqual(transpose(g, x, [0, 2, 3, 1]).shape, ['B', 4, 6, 8])
  assert.deepEqual(reshape(g, x, ['B', 8, 24]).shape, ['B', 8, 24])
  assert.deepEqual(reshapeAfter(g, x, 2, [24]).shape, ['B', 8, 24])
  assert.deepEqual(concat(g, [x, x], 1).shape, ['B', 16, 4, 6])
  assert.deepEqual(slice(g, x, 3, 1, 4).shape, ['B', 8, 4, 3])
  assert.deepEqual(slice(g, x, -1, -2, Infinity).shape, ['B', 8, 4, 2])
  assert.deepEqual(upsample(g, x, 2).shape, ['B', 8, 8, 12])
  assert.deepEqual(depthToSpace(g, x, 2).shape, ['B', 2, 8, 12])
  assert.deepEqual(toTokens(g, x).shape, ['B', 24, 8])
  assert.deepEqual(toMap(g, toTokens(g, x), 4, 6).shape, ['B', 8, 4, 6])
  assert.deepEqual(groupNorm(g, x, 'norm', 4).shape, ['B', 8, 4, 6])
})

test('shapes of the operators that choose and reduce', () => {
  const g = fresh()
  const x = g.input('x', 'float', ['B', 8, 4])
  assert.deepEqual(reduceMean(g, x, [-1]).shape, ['B', 8])
  assert.deepEqual(reduceMean(g, x, [1, 2], true).shape, ['B', 1, 1])
  const { type, shape } = argMax(g, x)
  assert.deepEqual({ type, shape }, { type: 'int64', shape: ['B', 8] })
  assert.deepEqual(gather(g, g.input('table', 'float', [100, 16]), g.input('ids', 'int64', ['B', 'S'])).shape, ['B', 'S', 16])
  assert.deepEqual(gather(g, g.input('cache', 'float', ['B', 2, 'past', 8]), g.input('places', 'int64', ['S']), 2).shape, ['B', 2, 'S', 8])
})

test('what cannot be built is refused where it is written', () => {
  const g = fresh()
  const x = g.input('x', 'float', ['B', 'S', 8])
  assert.throws(() => matmul(g, x, g.input('w', 'float', [9, 4])), /matmul of/)
  assert.throws(() => add(g, x, g.input('y', 'float', [7])), /do not broadcast/)
  assert.throws(() => reshape(g, x, ['B', 'S', 2, 4]), /only one dimension/)
  const map = g.input('map', 'float', ['B', 3, 'H', 8])
  assert.throws(() => convolve(g, map, g.parameter('k', [4, 3, 3, 3], normal(1)), null, { stride: 2 }), /fixed picture size/)
})

test('an operator outside the table is refused', () => {
  const g = fresh()
  const x = g.input('x', 'float', [1])
  assert.throws(() => g.node('GridSample', [x], [x]), /not in models\/graph\/allowed-ops\.ts/)
  assert.throws(() => g.node('Attention', [x], [x]), /allowed-ops/)
})

test('equal small constants are stored once', () => {
  const g = fresh()
  assert.equal(g.constant('int64', [2], [3, 4]).name, g.constant('int64', [2], [3, 4]).name)
  assert.notEqual(g.constant('int64', [2], [3, 4]).name, g.constant('float', [2], [3, 4]).name)
  assert.equal(g.constants.length, 2)
})
