import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Graph } from '../../../models/graph/graph.ts'
import { constantValue, initialValues, normal, ones, ParameterSet, zeros } from '../../../models/graph/parameters.ts'
import type { Initialization } from '../../../models/graph/parameters.ts'

test('two graphs share a parameter of one name and shape', () => {
  const parameters = new ParameterSet()
  new Graph('a', parameters).parameter('w', [2, 3], zeros)
  new Graph('b', parameters).parameter('w', [2, 3], zeros)
  assert.equal(parameters.size, 1)
})

test('one name with two shapes is refused, with both shapes', () => {
  const parameters = new ParameterSet()
  new Graph('a', parameters).parameter('w', [2, 3], zeros)
  assert.throws(() => new Graph('b', parameters).parameter('w', [3, 2], zeros), /w is declared as \[2,3\] and as \[3,2\]/)
})

test('a parameter counts under the component that is being built', () => {
  const parameters = new ParameterSet()
  const g = new Graph('a', parameters)
  g.component('outer', () => {
    g.component('inner', () => g.parameter('x', [1], zeros))
    g.parameter('y', [1], zeros)
  })
  assert.deepEqual([...parameters].map(({ name, component }) => [name, component]), [['x', 'inner'], ['y', 'outer']])
})

const start = (name: string, initialization: Initialization, seed: number, shape = [4]): number[] =>
  [...initialValues({ name, shape, initialization, component: '' }, seed)]

test('starting values are those asked for', () => {
  assert.deepEqual(start('w', zeros, 0), [0, 0, 0, 0])
  assert.deepEqual(start('w', ones, 0), [1, 1, 1, 1])
  assert.deepEqual(start('w', constantValue(0.5), 0), [0.5, 0.5, 0.5, 0.5])
})

test('normal starting values have the deviation, and hang on name and seed alone', () => {
  const values = start('w', normal(0.1), 1, [100, 101])
  const mean = values.reduce((a, b) => a + b) / values.length
  const deviation = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length)
  assert.ok(Math.abs(mean) < 0.004 && Math.abs(deviation - 0.1) < 0.003, `${mean} ${deviation}`)
  assert.deepEqual(start('w', normal(1), 1), start('w', normal(1), 1))
  assert.notDeepEqual(start('w', normal(1), 1), start('w', normal(1), 2))
  assert.notDeepEqual(start('w', normal(1), 1), start('v', normal(1), 1))
})
