import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readConfig } from '../../../models/focus/config.ts'
import type { FocusConfig } from '../../../models/focus/config.ts'
import { buildGraphs } from '../../../models/focus/graphs.ts'
import type { Graph } from '../../../models/graph/graph.ts'

/** Graphs of nano with some numbers replaced, as the ablations do (models/training/ablation_variants.py). */
function graphs(change: (config: FocusConfig) => void): Map<string, Graph> {
  const config = readConfig('nano')
  change(config)
  return buildGraphs(config).graphs
}
const nodes = (graph: Graph): string => JSON.stringify(graph.nodes)
const reads = (graph: Graph, name: string): boolean => graph.nodes.some(node => node.inputs.includes(name))
const parameters = (graph: Graph): string[] => [...graph.usedParameters.keys()]

test('switches at what they are by themselves change no node', () => {
  const plain = graphs(() => {})
  const said = graphs(config => { config.diffusion.maskTokens = 'placed'; config.diffusion.maskChannel = true; config.projectors.discrete = false })
  for (const [name, graph] of plain) assert.equal(nodes(said.get(name)!), nodes(graph), name)
})

test('without mask tokens and mask channel the decoder does not see the mask; each alone is enough to see it', () => {
  const seen = (maskTokens: 'placed' | 'plain' | 'learned' | 'none', maskChannel: boolean) =>
    reads(graphs(config => { config.diffusion.maskTokens = maskTokens; config.diffusion.maskChannel = maskChannel }).get('paint')!, 'mask')
  assert.equal(seen('none', false), false)
  for (const [tokens, channel] of [['none', true], ['plain', false], ['learned', false], ['placed', false]] as const) assert.equal(seen(tokens, channel), true, tokens)
})

test('without the hierarchical branch the language model reads nothing of it, and masks still do', () => {
  const see = graphs(config => { config.fusion.levels = []; config.fusion.aligned = false; config.gatedAdapter.levels = [] }).get('see')!
  const names = parameters(see)
  assert.deepEqual(names.filter(name => /^(fusion\.(level|aligned|cross)|adapter\.layers)/.test(name)), [])
  assert.ok(names.some(name => name.startsWith('backbone.')))
  assert.deepEqual(see.outputs.map(output => output.shape), graphs(() => {}).get('see')!.outputs.map(output => output.shape))
})

test('a discrete input is read as codes whose training the graph can see', () => {
  const train = graphs(config => { config.projectors.discrete = true }).get('train')!
  const names = train.outputs.map(output => output.name)
  assert.ok(names.includes('code_z') && names.includes('code_quantised'))
  assert.ok(parameters(train).some(name => name.startsWith('semantic_tokenizer.quantize')))
  assert.ok(!parameters(graphs(() => {}).get('train')!).some(name => name.startsWith('semantic_tokenizer.')))
})
