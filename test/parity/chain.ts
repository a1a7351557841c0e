import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { InferenceSession, Tensor } from 'onnxruntime-node'
import { visionTokens } from '../../models/focus/config.ts'
import type { FocusConfig } from '../../models/focus/config.ts'
import type { FocusGraphs } from '../../models/focus/graphs.ts'
import type { Graph } from '../../models/graph/graph.ts'
import { writeOnnx } from '../../models/graph/onnx-file.ts'
import { normalStream, writeRandomWeights } from './random-parameters.ts'
import { randomValue } from './values.ts'
import type { Value } from './values.ts'

/** One run of one graph. */
export interface Case { name: string; graph: string; inputs: Record<string, Value>; outputs: Record<string, Value> }

/** What is run, in this order: an output of an earlier case is the input of the same name of a later one. */
export interface Step {
  name: string
  graph: string
  bindings: Record<string, number>
  /** Inputs that are known under another name, by input name. */
  from?: Record<string, string>
}

/** A turn's way through the run-time graphs; `prompt` tokens are read in the first chunk. */
export function runTimeSteps(config: FocusConfig, prompt = visionTokens(config) + 17): Step[] {
  const cached = Object.fromEntries(Array.from({ length: config.languageModel.layers }, (_, i) => [
    [`past_key_${i}`, `present_key_${i}`], [`past_value_${i}`, `present_value_${i}`],
  ]).flat())
  // only read_on_device gives the longer cache, which both go on from
  const both = (what: string, bindings: Step['bindings'], from?: Step['from']): Step[] =>
    ['read', 'read_on_device'].map(graph => ({ name: `${graph}, ${what}`, graph, bindings, ...(from && { from }) }))
  return [
    { name: 'see', graph: 'see', bindings: { B: 1 } },
    { name: 'region', graph: 'region', bindings: { B: 1, R: 7 } },
    ...both('prefill', { B: 1, S: prompt, past: 0 }),
    ...both('one step', { B: 1, S: 1, past: prompt }, cached),
    ...both('a chunk behind the cache', { B: 1, S: config.segmentationPredictor.queries + 2, past: prompt + 1 }, cached),
    { name: 'segment', graph: 'segment', bindings: { B: 1, Q: 1 } },
    { name: 'code', graph: 'code', bindings: { B: 1 } },
    { name: 'lookup', graph: 'lookup', bindings: { B: 1 } },
    { name: 'encode', graph: 'encode', bindings: { B: 1 } },
    { name: 'paint', graph: 'paint', bindings: { B: 1 }, from: { latents: 'noise', source_latents: 'latents', edit_state: 'edit_state of one' } },
    { name: 'develop', graph: 'develop', bindings: { B: 1 }, from: { latents: 'clean' } },
  ]
}

/** Batches, and the graphs that only training runs. ONNX Runtime's CPU kernel takes a chunk behind a cache at batch 1 only. */
export function trainingSteps(config: FocusConfig, graphs: Iterable<string>): Step[] {
  const others = [...graphs].filter(name => name.startsWith('train_') || ['features', 'redraw'].includes(name))
  return [
    { name: 'read, a batch', graph: 'read', bindings: { B: 3, S: 9, past: 0 } },
    ...['see', 'segment', 'region', 'code', 'paint', 'develop', 'encode'].map(graph => ({ name: `${graph}, a batch`, graph, bindings: { B: 3, Q: 3, R: 2 } })),
    { name: 'train', graph: 'train', bindings: { B: 1, T: 1, N: 1, R: 3, L: 14, A: 5, K: 6, past: visionTokens(config) } },
    ...others.map(graph => ({ name: graph, graph, bindings: { B: 2, N: 2, L: 14, A: 5 } })),
  ]
}

/** Writes graphs and a weights file with every parameter at random. */
export function emitWithRandomWeights(folder: string, { graphs, parameters }: FocusGraphs, names: Iterable<string> = graphs.keys()): void {
  mkdirSync(folder, { recursive: true })
  const file = writeRandomWeights(join(folder, 'weights.safetensors'), parameters, 1)
  for (const name of new Set(names)) writeOnnx(graphs.get(name)!, join(folder, `${name}.onnx`), 'weights.safetensors', file)
}

/** Runs steps in ONNX Runtime on the CPU. `known` holds values by name; what no name gives is drawn by lot. */
export async function runChain(folder: string, graphs: Map<string, Graph>, config: FocusConfig, steps: Step[], known: Record<string, Value> = {}): Promise<Case[]> {
  const next = normalStream(7)
  const sessions = new Map<string, InferenceSession>()
  const pool: Record<string, Value> = { ...known }
  const cases: Case[] = []
  for (const { name, graph, bindings, from = {} } of steps) {
    if (!sessions.has(graph)) sessions.set(graph, await InferenceSession.create(join(folder, `${graph}.onnx`), { executionProviders: ['cpu'], intraOpNumThreads: 1, logSeverityLevel: 3 }))
    const inputs: Record<string, Value> = {}
    for (const input of graphs.get(graph)!.inputs) {
      const drawn = randomValue(input, bindings, config, next)
      const given = pool[from[input.name] ?? input.name]
      inputs[input.name] = given && given.dims.join() === drawn.dims.join() ? given : drawn
      if (input.name === 'inject' && pool.vision_tokens && bindings.past === 0 && bindings.B === 1) placeFirst(inputs.inject!, pool.vision_tokens)
    }
    const outputs = await runSession(sessions.get(graph)!, inputs)
    Object.assign(pool, outputs)
    if (outputs.hidden?.dims[1] === config.segmentationPredictor.queries + 2) Object.assign(pool, slotStates(outputs.hidden))
    if (outputs.edit_state) pool['edit_state of one'] = firstOf(outputs.edit_state)
    cases.push({ name, graph, inputs, outputs })
  }
  for (const session of sessions.values()) await session.release()
  return cases
}

/** Runs a session on plain values. */
async function runSession(session: InferenceSession, inputs: Record<string, Value>): Promise<Record<string, Value>> {
  const feeds = Object.fromEntries(Object.entries(inputs).map(([name, value]) => [name, new Tensor(value.type, value.data as never, value.dims)]))
  const found = await session.run(feeds)
  return Object.fromEntries(Object.entries(found).map(([name, tensor]) => [name, { type: tensor.type, dims: [...tensor.dims], data: tensor.data } as Value]))
}

/** The vision tokens, as many as fit, lie before the words, which have nothing injected. */
function placeFirst(inject: Value, tokens: Value): void {
  const into = inject.data as Float32Array
  into.fill(0)
  into.set((tokens.data as Float32Array).subarray(0, into.length))
}

/** Hidden states of the chunk [SEG], mask queries, <edit> → what `segment` takes. */
function slotStates({ dims, data }: Value): Record<string, Value> {
  const [, count, width] = dims as [number, number, number]
  const part = (from: number, to: number, shape: number[]): Value => ({ type: 'float32', dims: shape, data: (data as Float32Array).slice(from * width, to * width) })
  return {
    condition: part(0, 1, [1, 1, width]), query_hidden: part(1, count - 1, [1, 1, count - 2, width]), edit_hidden: part(count - 1, count, [1, 1, width]),
  }
}

/** [B,Q,width] → its first row [1,width]. */
function firstOf(value: Value): Value {
  const width = value.dims.at(-1)!
  return { type: 'float32', dims: [1, width], data: (value.data as Float32Array).slice(0, width) }
}

/** Writes cases for another process: cases.json, and each tensor's bytes. */
export function writeCases(folder: string, cases: Case[]): void {
  mkdirSync(folder, { recursive: true })
  let count = 0
  const stored = (values: Record<string, Value>) => Object.fromEntries(Object.entries(values).map(([name, { type, dims, data }]) => {
    const file = `${count++}.bin`
    writeFileSync(join(folder, file), new Uint8Array(data.buffer, data.byteOffset, data.byteLength))
    return [name, { type, dims, file }]
  }))
  const list = cases.map(({ name, graph, inputs, outputs }) => ({ name, graph, inputs: stored(inputs), outputs: stored(outputs) }))
  writeFileSync(join(folder, 'cases.json'), JSON.stringify(list))
}
