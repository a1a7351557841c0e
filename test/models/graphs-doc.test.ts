import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { readConfig } from '../../models/focus/config.ts'
import { buildGraphs } from '../../models/focus/graphs.ts'
import { photoGraphs } from '../../models/focus/photo-graphs.ts'

const page = readFileSync(new URL('../../docs/graphs.md', import.meta.url), 'utf8')
const types: Record<string, string> = { float: 'float32' }

/** Rows of the page: "graph in tensor type [shape]". */
function described(): string[] {
  return page.split(/^## /m).slice(1).flatMap(section => {
    const name = section.split('\n', 1)[0]
    return [...section.matchAll(/^\| (in|out) \| `(\w+)` \| ([^|]+) \|/gm)].map(([, way, tensor, form]) => `${name} ${way} ${tensor} ${form!.trim()}`)
  })
}

function built(): string[] {
  const photos = [...buildGraphs(readConfig('small')).graphs].filter(([name]) => name in photoGraphs)
  const rows = [...buildGraphs(readConfig('nano')).graphs, ...photos].flatMap(([name, graph]) =>
    ([['in', graph.inputs], ['out', graph.outputs]] as const).flatMap(([way, tensors]) => tensors.map(({ name: tensor, type, shape }) =>
      `${name} ${way} ${tensor.replace(/^((?:past|present)_(?:key|value))_\d+$/, '$1_i')} ${types[type] ?? type} [${shape.join(', ')}]`)))
  return [...new Set(rows)]
}

test('docs/graphs.md lists every tensor of every graph with its shape, and no other', () => {
  assert.deepEqual(described().sort(), built().sort())
})
