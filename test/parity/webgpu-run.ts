// Child of webgpu.test.ts: a process of its own, because the Vulkan driver is chosen by the environment before the start.
// usage: node webgpu-run.ts FOLDER (cases.json with the CPU's results, graphs). Prints JSON.

import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { InferenceSession, Tensor } from 'onnxruntime-node'
import type { Value } from './values.ts'

interface StoredValue { type: Value['type']; dims: number[]; file: string }
interface StoredCase { name: string; graph: string; inputs: Record<string, StoredValue>; outputs: Record<string, StoredValue> }

/** What the test asserts on. `nodes`: kernel runs by provider and operator, one entry a graph, and one for a decode step alone. */
export interface WebGpuReport {
  differences: Record<string, Record<string, number>>
  nodes: Record<string, Record<string, Record<string, number>>>
  copies: Record<string, number>
  /** where the cache lay after a decode step that was fed back */
  cacheLocation: string
  /** decode steps whose cache stayed on the device: greatest difference of the logits from the CPU's, relative to the largest */
  decodeDifference: number
}

const folder = process.argv[2]!
const cases = JSON.parse(readFileSync(join(folder, 'cases.json'), 'utf8')) as StoredCase[]
const arrays = { float32: Float32Array, int64: BigInt64Array, int32: Int32Array }

const load = ({ type, dims, file }: StoredValue): Tensor => {
  const bytes = readFileSync(join(folder, file))
  const data = new arrays[type](bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength))
  return new Tensor(type, data as never, dims)
}

function difference(found: Tensor, expected: Tensor): number {
  const a = found.data as Float32Array, b = expected.data as Float32Array
  if (found.dims.join() !== expected.dims.join()) return Infinity
  if (expected.type !== 'float32') return a.reduce((count, value, i) => count + (value === b[i] ? 0 : 1), 0) / a.length
  let most = 0, largest = 0
  for (let i = 0; i < b.length; i++) {
    if (!Number.isFinite(a[i]!)) return Infinity
    most = Math.max(most, Math.abs(a[i]! - b[i]!))
    largest = Math.max(largest, Math.abs(b[i]!))
  }
  return most / (largest || 1)
}

const report: WebGpuReport = { differences: {}, nodes: {}, copies: {}, cacheLocation: '', decodeDifference: Infinity }

const open = (graph: string, provider: 'webgpu' | 'cpu', label: string, kept: string[] = []) => InferenceSession.create(join(folder, `${graph}.onnx`), {
  executionProviders: provider === 'cpu' ? ['cpu'] : ['webgpu', 'cpu'], intraOpNumThreads: 1, logSeverityLevel: 3,
  ...(provider === 'webgpu' ? { enableProfiling: true, profileFilePrefix: join(folder, `profile-${label}`) } : {}),
  ...(kept.length > 0 ? { preferredOutputLocation: Object.fromEntries(kept.map(name => [name, 'gpu-buffer' as const])) } : {}),
})

/** Counts the kernel runs of a session that has ended: by provider and operator, and the copies between host and device. */
function readProfile(label: string): void {
  const name = readdirSync(folder).find(file => file.startsWith(`profile-${label}`))!
  const events = JSON.parse(readFileSync(join(folder, name), 'utf8')) as { cat?: string; name?: string; args?: { provider?: string; op_name?: string } }[]
  const nodes: Record<string, Record<string, number>> = {}
  let copies = 0
  for (const { cat, args } of events) {
    if (cat !== 'Node' || !args?.op_name || !args.provider) continue
    if (/^Memcpy/.test(args.op_name)) copies++
    const byOperator = (nodes[args.provider] ??= {})
    byOperator[args.op_name] = (byOperator[args.op_name] ?? 0) + 1
  }
  report.nodes[label] = nodes
  report.copies[label] = copies
}

for (const graph of new Set(cases.map(one => one.graph))) {
  const began = performance.now()
  const session = await open(graph, 'webgpu', graph)
  for (const { name, inputs, outputs } of cases.filter(one => one.graph === graph)) {
    const found = await session.run(Object.fromEntries(Object.entries(inputs).map(([input, value]) => [input, load(value)])))
    report.differences[name] = Object.fromEntries(Object.entries(outputs).map(([output, value]) => [output, difference(found[output]!, load(value))]))
  }
  session.endProfiling()
  await session.release()
  readProfile(graph)
  if (process.env.FOCUS_PARITY_SHOW) console.error(graph, Math.round(performance.now() - began), 'ms', JSON.stringify(report.nodes[graph]), report.differences)
}

await decode()
process.stdout.write(JSON.stringify(report))

/** Prefill, then steps whose keys and values never leave the device; the same on the CPU; profiles of the steps. */
async function decode(): Promise<void> {
  const prefill = cases.find(one => one.name === 'read_on_device, prefill')!
  const kept = Object.keys(prefill.outputs).filter(name => name.startsWith('present_'))
  const gpu = await open('read_on_device', 'webgpu', 'decode', kept)
  const cpu = await open('read_on_device', 'cpu', 'cpu')
  const start = Object.fromEntries(Object.entries(prefill.inputs).map(([input, value]) => [input, load(value)]))
  const states = await Promise.all([gpu, cpu].map(async session => ({ session, outputs: await session.run(start) })))
  const width = start.inject!.dims[2]!
  // every run of this session asks for all outputs: onnxruntime-node binds them once, and fails where a later run wants fewer
  let total = start.input_ids!.dims[1]!
  let worst = 0
  for (let step = 0; step < 4; step++) {
    total += 1
    for (const state of states) {
      const feeds: Record<string, Tensor> = {
        input_ids: new Tensor('int64', BigInt64Array.of(BigInt(40 + step)), [1, 1]), inject: new Tensor('float32', new Float32Array(width), [1, 1, width]),
        seqlens_k: new Tensor('int32', Int32Array.of(total - 1), [1]), total_sequence_length: new Tensor('int32', Int32Array.of(total), []),
      }
      for (const name of kept) feeds[name.replace('present', 'past')] = state.outputs[name] as Tensor
      state.outputs = await state.session.run(feeds)
    }
    worst = Math.max(worst, difference(states[0]!.outputs.logits as Tensor, states[1]!.outputs.logits as Tensor))
  }
  report.cacheLocation = [...new Set(kept.map(name => (states[0]!.outputs[name] as Tensor).location))].join()
  report.decodeDifference = worst
  gpu.endProfiling()
  await gpu.release()
  readProfile('decode')
}
