import type { FocusConfig } from './focus/config.ts'
import { visionTokens } from './focus/config.ts'
import { buildGraphs } from './focus/graphs.ts'
import { elementCount } from './graph/parameters.ts'

/** Parameters (millions) and floating-point operations (billions, 2 a multiply-add) of each component, as a table. */
export function report(config: FocusConfig, { graphs, parameters } = buildGraphs(config)): string {
  const millions = new Map<string, number>()
  for (const parameter of parameters) {
    millions.set(parameter.component, (millions.get(parameter.component) ?? 0) + elementCount(parameter.shape) / 1e6)
  }
  // one picture read, one region, a question of 24 tokens, one mask prediction, one step of painting
  const bindings = { B: 1, P: 1, R: 1, S: visionTokens(config) + 24, past: 0, Q: 1, N: 1, T: 1, L: 24, A: 8 }
  const operations = new Map<string, number>()
  for (const [name, graph] of graphs) {
    if (name.startsWith('train') || name === 'read_on_device') continue // the same as read
    for (const cost of graph.costs) operations.set(cost.component, (operations.get(cost.component) ?? 0) + cost.flops(bindings) / 1e9)
  }
  const rows = [...millions].map(([component, count]) => `${component.padEnd(30)} ${count.toFixed(3).padStart(10)} ${(operations.get(component) ?? 0).toFixed(3).padStart(10)}`)
  const total = [...millions.values()].reduce((a, b) => a + b, 0)
  const work = [...operations.values()].reduce((a, b) => a + b, 0)
  return [`focus-${config.name}`, `${'component'.padEnd(30)} ${'params (M)'.padStart(10)} ${'GFLOP'.padStart(10)}`, ...rows, `${'total'.padEnd(30)} ${total.toFixed(3).padStart(10)} ${work.toFixed(3).padStart(10)}`].join('\n')
}
