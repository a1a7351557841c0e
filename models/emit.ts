import { copyFileSync, existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { readConfig } from './focus/config.ts'
import { buildGraphs } from './focus/graphs.ts'
import type { FocusGraphs } from './focus/graphs.ts'
import { readSentenceEncoderConfig, sentenceGraphs } from './focus/sentence-encoder.ts'
import { writeOnnx } from './graph/onnx-file.ts'
import { initialValues } from './graph/parameters.ts'
import { layout, readHeader, writeSafetensors } from './graph/safetensors.ts'
import type { SafetensorsFile } from './graph/safetensors.ts'
import { report } from './report.ts'

const weightsName = 'weights.safetensors'
/** Configurations of the sentence encoder; all others are sizes of FOCUS. */
const encoders = ['minilm']

interface EmitOptions {
  weights?: string
  seed?: number
  /** Graphs to write, with the parameters that they use; all where left out. */
  only?: readonly string[]
}

/**
 * Writes the graphs of a configuration into a folder, beside their weights: a copy of `weights` (or of the shipped checkpoint where there is
 * one), else starting values. `none` writes graphs alone; their offsets are those of a file laid out in 16 bits.
 */
export function emit(name: string, folder: string, options: EmitOptions = {}): FocusGraphs {
  const built = encoders.includes(name) ? sentenceGraphs(readSentenceEncoderConfig(name)) : buildGraphs(readConfig(name))
  const graphs = chosen(built.graphs, options.only)
  const used = new Set([...graphs.values()].flatMap(graph => [...graph.usedParameters.keys()]))
  mkdirSync(folder, { recursive: true })
  const path = join(folder, weightsName)
  const shipped = new URL(`checkpoints/${name}/${weightsName}`, import.meta.url)
  const source = options.weights ?? (existsSync(shipped) ? shipped : undefined)
  const entries = [...built.parameters].filter(parameter => options.only === undefined || used.has(parameter.name))
    .map(parameter => ({ name: parameter.name, shape: parameter.shape, type: 'F32' as const, values: () => initialValues(parameter, options.seed ?? 0) }))
  let file: SafetensorsFile
  if (source === 'none') file = layout(entries.map(entry => ({ ...entry, type: 'F16' as const }))).file
  else if (source === 'initial' || !source) file = writeSafetensors(path, entries)
  else {
    copyFileSync(source, path)
    file = readHeader(path)
  }
  for (const [graphName, graph] of graphs) {
    if (options.weights === undefined && source && graphName.startsWith('train')) continue // a shipped file holds no train-only heads
    writeOnnx(graph, join(folder, `${graphName}.onnx`), weightsName, file)
  }
  return built
}

function chosen(graphs: FocusGraphs['graphs'], only: readonly string[] | undefined): FocusGraphs['graphs'] {
  if (only === undefined) return graphs
  const missing = only.find(name => !graphs.has(name))
  if (missing !== undefined) throw new Error(`there is no graph ${missing}; there are ${[...graphs.keys()].join(', ')}`)
  return new Map(only.map(name => [name, graphs.get(name)!]))
}

if (import.meta.main) {
  const [name, folder, ...rest] = process.argv.slice(2)
  if (!name || !folder) {
    console.error('usage: npm run models -- emit <config> <folder> [--weights FILE|initial|none] [--graphs NAME,NAME]')
    process.exit(1)
  }
  const option = (flag: string): string | undefined => (rest.includes(flag) ? rest[rest.indexOf(flag) + 1] : undefined)
  const built = emit(name, folder, { weights: option('--weights'), only: option('--graphs')?.split(',') })
  if (!encoders.includes(name)) console.log(report(readConfig(name), built))
}
