import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readConfig } from '../../../models/focus/config.ts'
import { lookBackStarts, rotaryAngle } from '../../../models/focus/look-back.ts'

const config = readConfig('nano')
const { headSize, lookBack = [] } = config.languageModel
const half = headSize / 2
const biases = (part: string): readonly number[] => {
  const start = lookBackStarts(config)[part]!.biasStart
  return start.kind === 'values' ? start.values : assert.fail(start.kind)
}

/** What the attention of a head gives a token `distance` places before, by the softmax over the 40 before and the token itself. */
function shareOf(head: number, distance: number): number {
  const query = biases('q_proj').slice(head * headSize, (head + 1) * headSize)
  const key = biases('k_proj').slice(0, headSize)
  const score = (apart: number) => Array.from({ length: half }, (_, pair) => {
    const turn = rotaryAngle(pair, config) * apart
    const [a, b, c, d] = [query[pair]!, query[half + pair]!, key[pair]!, key[half + pair]!]
    return (a * c + b * d) * Math.cos(turn) + (a * d - b * c) * Math.sin(turn)
  }).reduce((sum, part) => sum + part) / Math.sqrt(headSize)
  const all = Array.from({ length: 41 }, (_, apart) => Math.exp(score(apart) - score(distance)))
  return 1 / all.reduce((sum, part) => sum + part)
}

test('every head of the first layer starts as a look at its own distance', () => {
  assert.ok(lookBack.length === config.languageModel.heads)
  for (const [head, distance] of lookBack.entries()) assert.ok(shareOf(head, distance) > 0.95, `head ${head}: ${shareOf(head, distance)}`)
})

test('pairs that do not turn give the same product at every distance', () => {
  const { rotatedPairs = half } = config.languageModel
  for (let pair = 0; pair < half; pair++) assert.equal(rotaryAngle(pair, config) === 0, pair >= rotatedPairs)
})

test('a model without lookBack starts as Qwen2.5 does', () => assert.deepEqual(lookBackStarts(readConfig('3b')), {}))
