import { Graph } from '../graph/graph.ts'
import { toTokens } from '../graph/layers.ts'
import { concat, divide, gather, slice, stopGradient, subtract } from '../graph/ops.ts'
import { ParameterSet } from '../graph/parameters.ts'
import type { Tensor } from '../graph/tensor.ts'
import { levelSide } from './config.ts'
import type { FocusConfig } from './config.ts'
import { discretePixels, discreteTokens } from './discrete-input.ts'
import { fusion } from './fusion.ts'
import { gatedAdapter } from './gated-adapter.ts'
import { generativeGraphs } from './generative-graphs.ts'
import { hierarchicalEncoder } from './hierarchical-encoder.ts'
import { languageHead, languageModel } from './language-model.ts'
import type { Cache, CacheLengths } from './language-model.ts'
import { photoGraphs } from './photo-graphs.ts'
import { atLowSide } from './picture-sizes.ts'
import { pixelEncoder } from './pixel-tokenizer.ts'
import { projectors } from './projectors.ts'
import { regionFeatures, regionPromptEncoder } from './region-prompt-encoder.ts'
import { maskDecoder, pixelDecoder } from './segmentation-predictor.ts'
import { drawTrainingGraph, editStateProjection, trainingGraph } from './training-graph.ts'
import { vanillaEncoder } from './vanilla-encoder.ts'

export interface FocusGraphs { graphs: Map<string, Graph>; parameters: ParameterSet }

/** Every graph of one size of FOCUS, sharing one set of parameters. Names and tensors: docs/graphs.md. */
export function buildGraphs(config: FocusConfig): FocusGraphs {
  const parameters = new ParameterSet()
  const graphs = new Map<string, Graph>()
  const build = (name: string, fill: (g: Graph) => void) => {
    const graph = new Graph(name, parameters)
    fill(graph)
    graphs.set(name, graph)
  }
  build('see', g => see(g, config))
  build('region', g => region(g, config))
  build('read', g => read(g, config, 'host'))
  build('read_on_device', g => read(g, config, 'device'))
  build('segment', g => segment(g, config))
  build('train', g => trainingGraph(g, config))
  build('train_draw', g => drawTrainingGraph(g, config))
  for (const [name, fill] of Object.entries(generativeGraphs)) build(name, g => fill(g, config))
  if (config.promptPredictor && config.recogniser) for (const [name, fill] of Object.entries(photoGraphs)) build(name, g => fill(g, config))
  return { graphs, parameters }
}

export interface Seen { visionTokens: Tensor; maskFeatures: Tensor; memory: Tensor; regionFeatures: Tensor; middle: Tensor; image: Tensor; codes?: { z: Tensor; quantised: Tensor } }

/** Picture → what the language model reads and what the predictor needs. image [B,3,high,high] in 0…1, RGB. */
export function seePicture(g: Graph, image: Tensor, config: FocusConfig): Seen {
  const mean = g.constant('float', [1, 3, 1, 1], config.image.mean)
  const deviation = g.constant('float', [1, 3, 1, 1], config.image.deviation)
  const normalized = divide(g, subtract(g, image, mean), deviation)
  const tokens = g.component('vanilla encoder', () => vanillaEncoder(g, atLowSide(g, normalized, config), config))
  const levels = g.component('hierarchical encoder', () => hierarchicalEncoder(g, normalized, config))
  const fused = g.component('fusion', () => fusion(g, tokens, levels, config))
  const adapter = g.component('gated adapter', () => gatedAdapter(g, levels, config))
  // the pixel encoder defines what the pixel codes mean, so no later stage may change it
  const { pixel: withPixels, discrete } = config.projectors
  const pixels = () => discrete ? discretePixels(g, atLowSide(g, image, config), config) : stopGradient(g, pixelEncoder(g, atLowSide(g, image, config), config.pixelTokenizer).features)
  const pixel = withPixels ? g.component('pixel encoder', pixels) : null
  const codes = discrete ? g.component('semantic tokenizer', () => discreteTokens(g, fused.fused, config)) : undefined
  const seen = g.component('projectors', () => projectors(g, codes?.passed ?? fused.image, pixel, adapter, config))
  const decoded = g.component('pixel decoder', () => pixelDecoder(g, levels, config))
  const pooled = g.component('region prompt encoder', () => regionFeatures(g, toTokens(g, decoded.maskFeatures), toTokens(g, decoded.fine)))
  return { visionTokens: seen, maskFeatures: decoded.maskFeatures, memory: decoded.memory, regionFeatures: pooled, middle: decoded.middle, image: fused.image, ...(codes && { codes }) }
}

/** `see`: run once a picture. */
function see(g: Graph, config: FocusConfig): void {
  const { high } = config.image
  const seen = seePicture(g, g.input('image', 'float', ['B', 3, high, high]), config)
  g.output('vision_tokens', seen.visionTokens)
  g.output('mask_features', seen.maskFeatures)
  g.output('memory', seen.memory)
  g.output('region_features', seen.regionFeatures)
}

/** `region`: prompts drawn on the picture → region tokens. */
function region(g: Graph, config: FocusConfig): void {
  const c = config.segmentationPredictor
  const cells = levelSide(config, 1) ** 2
  const memoryCells = c.memoryLevels.reduce((sum, level) => sum + levelSide(config, level) ** 2, 0)
  const features = g.input('region_features', 'float', ['B', cells, 2 * c.maskFeatures])
  const memory = g.input('memory', 'float', ['B', memoryCells, c.width])
  const raster = g.input('raster', 'float', ['B', 'R', cells])
  const kind = g.input('region_type', 'int64', ['B', 'R'])
  g.output('region_tokens', g.component('region prompt encoder', () => regionPromptEncoder(g, features, memory, raster, kind, config)))
}

/**
 * `read`: prefill or one step of the language model behind a cache. Where the cache lies in the host's memory only the rows of this chunk
 * are given back, for the host to write behind the others; `read_on_device` gives the longer cache, which stays where it is.
 */
function read(g: Graph, config: FocusConfig, cacheIn: 'host' | 'device'): void {
  const { width, layers, kvHeads, headSize } = config.languageModel
  const ids = g.input('input_ids', 'int64', ['B', 'S'])
  const inject = g.input('inject', 'float', ['B', 'S', width])
  const past: Cache = { keys: [], values: [] }
  for (let i = 0; i < layers; i++) {
    past.keys.push(g.input(`past_key_${i}`, 'float', ['B', kvHeads, 'past', headSize]))
    past.values.push(g.input(`past_value_${i}`, 'float', ['B', kvHeads, 'past', headSize]))
  }
  const lengths: CacheLengths = { seqlens: g.input('seqlens_k', 'int32', ['B']), total: g.input('total_sequence_length', 'int32', []) }
  g.component('language model', () => {
    const { hidden, cache } = languageModel(g, ids, inject, past, lengths, config)
    g.output('logits', languageHead(g, slice(g, hidden, 1, -1, Infinity), config))
    g.output('hidden', hidden)
    const pairs = cache.keys.map((key, i) => [key, cache.values[i]!] as const)
    if (cacheIn === 'host') {
      const positions = g.input('positions', 'int64', ['S'])
      g.output('written', concat(g, pairs.flat().map(tensor => gather(g, tensor, positions, 2)), 1))
    } else pairs.forEach(([key, value], i) => {
      g.output(`present_key_${i}`, key)
      g.output(`present_value_${i}`, value)
    })
  })
}

/** `segment`: hidden states of [SEG] and of the mask queries → masks, scores, association embeddings, and the edit state. */
function segment(g: Graph, config: FocusConfig): void {
  const c = config.segmentationPredictor
  const side = levelSide(config, 1)
  const width = config.languageModel.width
  const memoryCells = c.memoryLevels.reduce((sum, level) => sum + levelSide(config, level) ** 2, 0)
  const decoded = {
    maskFeatures: g.input('mask_features', 'float', ['B', c.maskFeatures, side, side]),
    memory: g.input('memory', 'float', ['B', memoryCells, c.width]),
  }
  const queries = g.input('query_hidden', 'float', ['B', 'Q', c.queries, width])
  const condition = g.input('condition', 'float', ['B', 'Q', width])
  const edit = g.input('edit_hidden', 'float', ['B', 'Q', width])
  const predicted = g.component('segmentation predictor', () => maskDecoder(g, decoded, queries, condition, config))
  g.output('masks', predicted.masks)
  g.output('scores', predicted.scores)
  g.output('boxes', predicted.boxes)
  g.output('embeddings', predicted.embeddings)
  g.output('edit_state', g.component('segmentation predictor', () => editStateProjection(g, edit, config)))
}
