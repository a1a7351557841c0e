import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import sharp from 'sharp'
import { readConfig } from '../../models/focus/config.ts'
import { buildGraphs } from '../../models/focus/graphs.ts'
import { readHeader } from '../../models/graph/safetensors.ts'
import { emit } from '../../models/emit.ts'
import { emitWithRandomWeights, runChain, runTimeSteps, trainingSteps, writeCases } from './chain.ts'
import type { Case, Step } from './chain.ts'
import { findPyTorch, runPython } from './pytorch.ts'
import type { Differences } from './pytorch.ts'
import type { Value } from './values.ts'

const tolerance = 1e-4
const config = readConfig('nano')
const { graphs, parameters } = buildGraphs(config)
const root = fileURLToPath(new URL('../..', import.meta.url))
const shipped = process.env.FOCUS_PARITY_WEIGHTS ?? join(root, 'models/checkpoints/nano/weights.safetensors')
const { python, missing } = findPyTorch()
const folder = mkdtempSync(join(tmpdir(), 'focus-parity-'))
after(() => rmSync(folder, { recursive: true, force: true }))

/** Runs steps in ONNX Runtime, the same in PyTorch, and asserts that every output of every case agrees. */
async function assertAgreement(where: string, steps: Step[], known: Record<string, Value> = {}): Promise<Case[]> {
  const cases = await runChain(where, graphs, config, steps, known)
  writeCases(where, cases)
  const differences = runPython<Differences>(python!, join(root, 'test/parity/run_graphs.py'), [where])
  const rows = cases.flatMap(({ name }) => Object.entries(differences[name]!).map(([output, value]) => ({ name, output, value })))
  if (process.env.FOCUS_PARITY_SHOW) console.table(rows)
  const bad = rows.filter(({ value }) => !(typeof value === 'number' && value <= tolerance))
  assert.deepEqual(bad, [], `beyond ${tolerance} of the largest value`)
  assert.equal(rows.length, cases.reduce((sum, one) => sum + Object.keys(one.outputs).length, 0))
  return cases
}

test('every graph: ONNX Runtime and PyTorch agree with every parameter randomised', { skip: missing ?? false }, async () => {
  const where = join(folder, 'random')
  emitWithRandomWeights(where, { graphs, parameters })
  const steps = [...runTimeSteps(config), ...trainingSteps(config, graphs.keys())]
  assert.deepEqual([...graphs.keys()].filter(name => !steps.some(step => step.graph === name)), [], 'graphs that no case runs')
  await assertAgreement(where, steps)
})

const picture = pictureOf(join(root, 'samples'))
const reason = missing ?? (existsSync(shipped) ? (picture ? false : 'no picture in samples/') : 'no trained checkpoint in models/checkpoints/nano')

test('run-time graphs: both agree with the trained checkpoint on a real picture', { skip: reason }, async () => {
  const where = join(folder, 'trained')
  emit('nano', where, { weights: shipped })
  const stored = readHeader(join(where, 'weights.safetensors')).tensors
  const steps = runTimeSteps(config)
  for (const { graph } of steps) for (const name of graphs.get(graph)!.usedParameters.keys()) assert.ok(stored.has(name), `${name} is not in the checkpoint`)
  await assertAgreement(where, steps, {
    image: await pixels(picture!, config.image.low, 'fill'),
    picture: await pixels(picture!, config.vae.picture, 'cover'),
  })
})

function pictureOf(directory: string): string | undefined {
  const name = existsSync(directory) ? readdirSync(directory).sort().find(file => /\.(png|jpe?g|webp)$/.test(file)) : undefined
  return name && join(directory, name)
}

/** A picture file as [1,3,side,side] in 0..1. */
async function pixels(path: string, side: number, fit: 'fill' | 'cover'): Promise<Value> {
  const bytes = await sharp(path).removeAlpha().toColourspace('srgb').resize(side, side, { fit }).raw().toBuffer()
  const data = Float32Array.from({ length: 3 * side * side }, (_, i) => bytes[(i % (side * side)) * 3 + Math.floor(i / (side * side))]! / 255)
  return { type: 'float32', dims: [1, 3, side, side], data }
}
