import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { readConfig } from '../../models/focus/config.ts'
import { buildGraphs } from '../../models/focus/graphs.ts'
import { graphNames } from '../../server/focus/graph-files.ts'

const page = readFileSync(new URL('../../docs/graphs.md', import.meta.url), 'utf8')
const { graphs } = buildGraphs(readConfig('nano'))

for (const name of graphNames) {
  test(`docs/graphs.md has the tensors of ${name}`, () => {
    const row = page.split('\n').find(line => line.startsWith(`| \`${name}\` |`))
    assert.ok(row, `no row for ${name}`)
    const graph = graphs.get(name)!
    for (const tensor of [...graph.inputs, ...graph.outputs]) {
      const cached = /^(past|present)_(key|value)_\d+$/.exec(tensor.name)
      const label = cached ? `\`${cached[1]}_${cached[2]}_i\`` : `\`${tensor.name}\``
      assert.ok(row.includes(label), `${name}: ${label} is missing`)
      if (!cached || cached[2] === 'value') assert.ok(row.includes(`[${tensor.shape.join(', ')}]`), `${name}: the shape of ${label} differs`)
    }
  })
}
