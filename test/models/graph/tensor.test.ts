import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addDims, broadcastShape, evaluateDim, multiplyDims } from '../../../models/graph/tensor.ts'

test('a dimension is worked out from its symbols', () => {
  assert.equal(evaluateDim(7, {}), 7)
  assert.equal(evaluateDim('past+S', { past: 80, S: 3 }), 83)
  assert.equal(evaluateDim('B*R', { B: 2, R: 5 }), 10)
  assert.equal(evaluateDim('B*4+S', { B: 2, S: 1 }), 9)
})

test('a symbol without a value is named in the error', () => {
  assert.throws(() => evaluateDim('past+S', { S: 1 }), /"past" has no value/)
})

test('sums and products of numbers are numbers, of symbols texts', () => {
  assert.equal(addDims(2, 3), 5)
  assert.equal(addDims('past', 'S'), 'past+S')
  assert.equal(multiplyDims(2, 3), 6)
  assert.equal(multiplyDims('B', 1), 'B')
  assert.equal(multiplyDims(1, 'Q'), 'Q')
  assert.equal(multiplyDims('Q', 4), 'Q*4')
})

test('shapes broadcast from the right', () => {
  assert.deepEqual(broadcastShape(['B', 64, 128], [128]), ['B', 64, 128])
  assert.deepEqual(broadcastShape([1, 3, 1, 1], ['B', 3, 8, 8]), ['B', 3, 8, 8])
  assert.throws(() => broadcastShape([2, 3], [2, 4]), /do not broadcast/)
})
