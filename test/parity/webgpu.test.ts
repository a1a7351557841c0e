import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { listSupportedBackends } from 'onnxruntime-node'
import { readConfig, visionTokens } from '../../models/focus/config.ts'
import { buildGraphs } from '../../models/focus/graphs.ts'
import { emitWithRandomWeights, runChain, runTimeSteps, writeCases } from './chain.ts'
import type { WebGpuReport } from './webgpu-run.ts'

const tolerance = 1e-3
const longPrefill = 'read_on_device, a picture and a question in one chunk'
/** Chromium's software Vulkan: the only adapter the provider takes on a machine without a GPU. Its loader lies beside it. */
const driver = '/usr/lib/chromium/vk_swiftshader_icd.json'
const skip = !existsSync(driver) ? `no ${driver} (apt-get install chromium)`
  : listSupportedBackends().some(({ name, bundled }) => name === 'webgpu' && bundled) ? false
    : 'onnxruntime-node brings no WebGPU provider here'
/** From 32 tokens on the provider takes a kernel that is wrong on adapters with subgroups of 4, as this one: docs/decisions/012. */
const longestPrefill = 31
const folder = mkdtempSync(join(tmpdir(), 'focus-webgpu-'))
let report: WebGpuReport

before(async () => {
  if (skip) return
  const config = readConfig('nano')
  const { graphs, parameters } = buildGraphs(config)
  const onWebGpu = runTimeSteps(config, longestPrefill).filter(step => step.graph !== 'read')
  const steps = [...onWebGpu, { name: longPrefill, graph: 'read_on_device', bindings: { B: 1, S: visionTokens(config) + 17, past: 0 } }]
  emitWithRandomWeights(folder, { graphs, parameters }, steps.map(step => step.graph))
  writeCases(folder, await runChain(folder, graphs, config, steps))
  const { status, stdout, stderr } = spawnSync(process.execPath, [fileURLToPath(new URL('./webgpu-run.ts', import.meta.url)), folder], {
    encoding: 'utf8', maxBuffer: 1 << 28, env: { ...process.env, VK_ICD_FILENAMES: driver, VK_DRIVER_FILES: driver, LD_LIBRARY_PATH: [dirname(driver), process.env.LD_LIBRARY_PATH].filter(Boolean).join(':') },
  })
  assert.equal(status, 0, stderr.slice(-4000))
  report = JSON.parse(stdout.slice(stdout.indexOf('{'))) as WebGpuReport
  if (process.env.FOCUS_PARITY_SHOW) console.log(JSON.stringify(report, null, 1))
})
after(() => rmSync(folder, { recursive: true, force: true }))

test('every run-time graph gives the result of the CPU on WebGPU', { skip }, () => {
  const rows = Object.entries(report.differences).flatMap(([name, outputs]) => Object.entries(outputs).map(([output, value]) => ({ name, output, value })))
  assert.ok(rows.length > 20)
  assert.deepEqual(rows.filter(({ name, value }) => name !== longPrefill && !(value <= tolerance)), [])
})

// Not met: onnxruntime-node 1.30's flash attention is wrong with SwiftShader's subgroups of 4 (docs/decisions/012).
test('a prefill of 32 tokens or more gives the result of the CPU on WebGPU', { skip, todo: 'wrong on SwiftShader by the fault of the provider' }, () => {
  for (const [output, value] of Object.entries(report.differences[longPrefill]!)) assert.ok(value <= tolerance, `${output}: ${value}`)
})

test('no graph hands a compute node to the CPU on WebGPU', { skip }, () => {
  for (const [graph, nodes] of Object.entries(report.nodes)) {
    // Identity only gives the integer codes their output's name, on the host where they are wanted
    const { Identity: _, ...computing } = nodes.CPUExecutionProvider ?? {}
    assert.deepEqual(computing, {}, graph)
  }
})

test('a decode step copies nothing between host and device, and its cache stays there', { skip }, () => {
  assert.ok(Object.keys(report.nodes.decode!).some(provider => /webgpu/i.test(provider)))
  assert.equal(report.copies.decode, 0)
  assert.equal(report.cacheLocation, 'gpu-buffer')
})

test('a cache that is fed back on the device gives the logits of the CPU', { skip }, () => {
  assert.ok(report.decodeDifference <= tolerance, `${report.decodeDifference}`)
})
