import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { readConfig } from '../../models/focus/config.ts'
import { buildGraphs } from '../../models/focus/graphs.ts'
import { allowedOps } from '../../models/graph/allowed-ops.ts'

/** Names in operators.py. `stop_gradient` is an Identity that the trainer reads by its node's name. */
function operatorsInPython(): string[] {
  const source = readFileSync(new URL('../../models/training/operators.py', import.meta.url), 'utf8')
  const table = /^OPERATORS = \{\n([\s\S]*?)^\}/m.exec(source)![1]!
  return [...table.matchAll(/'([A-Za-z.]+)':|'(stop_gradient)':/g)].map(match => match[1] ?? match[2]!).filter(name => name !== 'stop_gradient')
}

test('PyTorch knows every operator that may be emitted, and no other', () => {
  assert.deepEqual(operatorsInPython().sort(), Object.keys(allowedOps).sort())
})

test('what may be emitted runs on all three backends', () => {
  const lacking = Object.entries(allowedOps).filter(([, { cpu, webgpu, pytorch }]) => !(cpu && webgpu && pytorch))
  assert.deepEqual(lacking, [])
})

for (const name of ['nano', 'tiny', 'small']) {
  test(`every node of every graph of ${name} is in the table`, () => {
    const used = new Set([...buildGraphs(readConfig(name)).graphs.values()].flatMap(graph => graph.nodes.map(node => (node.domain ? `${node.domain}.${node.op}` : node.op))))
    assert.deepEqual([...used].filter(op => !allowedOps[op]), [])
    assert.ok(used.size > 15)
  })
}
