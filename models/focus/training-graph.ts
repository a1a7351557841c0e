import type { Graph } from '../graph/graph.ts'
import { conv, linear, mlp } from '../graph/layers.ts'
import { add, cast, concat, gather, multiply, reshape, reshapeAfter, sigmoid, slice } from '../graph/ops.ts'
import type { Tensor } from '../graph/tensor.ts'
import { attentionToCells } from './attention-to-cells.ts'
import { gridSide, levelSide, visionTokens } from './config.ts'
import type { FocusConfig } from './config.ts'
import { seePicture } from './graphs.ts'
import { languageHead, languageModel } from './language-model.ts'
import type { Cache, CacheLengths } from './language-model.ts'
import { regionPromptEncoder } from './region-prompt-encoder.ts'
import { maskDecoder } from './segmentation-predictor.ts'

/**
 * The graph of the joint stages: B pictures, T questions each (N = B·T segments of L tokens). The picture is read once; every question
 * continues from the picture's cache and sees nothing of the other questions, exactly as at run time. Inputs:
 *   image [B,3,side,side]; prefix_ids [B,P] int64; raster [B,R,cells], region_type [B,R] int64
 *   input_ids [N,L] int64; inject_index [N,L] int64 into [zero row, region tokens of all pictures]; segment_image [N] int64
 *   answer_index [A] int64: rows of the flattened hidden states whose next token is learnt
 *   slot_index [B,T,2+queries] int64: rows of [SEG], the mask queries, <edit>
 *   look_index, look_position, look_picture [K] int64: rows whose attention to the picture's cells is learnt
 *   no_past [B,kv,0,d], seqlens_k [N] = P + L − 1, total_sequence_length = P + L (int32): what the cached attention asks for; PyTorch
 *   reads the lengths off the tensors. ONNX Runtime's CPU kernel takes a chunk behind a cache at batch 1 only, so it runs this graph at N = 1.
 * Outputs: code_z and code_quantised [B,N,d] where the input is discrete; logits [A,V], masks, scores, embeddings, edit_state, attention [K,3,cells], and the train-only heads pixel_classes, cell_classes, query_classes, query_box.
 */
export function trainingGraph(g: Graph, config: FocusConfig): void {
  const { width, layers, kvHeads, headSize } = config.languageModel
  const { queries } = config.segmentationPredictor
  const cells = levelSide(config, 1) ** 2
  const seen = seePicture(g, g.input('image', 'float', ['B', 3, config.image.high, config.image.high]), config)
  if (seen.codes) {
    g.output('code_z', seen.codes.z)
    g.output('code_quantised', seen.codes.quantised)
  }
  const tokens = g.component('region prompt encoder', () => regionPromptEncoder(g, seen.regionFeatures, seen.memory,
    g.input('raster', 'float', ['B', 'R', cells]), g.input('region_type', 'int64', ['B', 'R']), config))
  const nothing = g.constant('float', [1, width], Array(width).fill(0))
  const injectable = concat(g, [nothing, reshape(g, tokens, ['B*R', width])], 0)

  const lengths = { seqlens: g.input('seqlens_k', 'int32', ['N']), total: g.input('total_sequence_length', 'int32', []) }
  const empty = g.input('no_past', 'float', ['B', kvHeads, 0, headSize])
  const none: Cache = { keys: Array(layers).fill(empty), values: Array(layers).fill(empty) }
  const prefixIds = g.input('prefix_ids', 'int64', ['B', visionTokens(config)])
  const prefix = g.component('language model', () =>
    languageModel(g, prefixIds, seen.visionTokens, none, prefixLengths(g, prefixIds, config), config))
  const owner = g.input('segment_image', 'int64', ['N'])
  const past: Cache = { keys: prefix.cache.keys.map(k => gather(g, k, owner)), values: prefix.cache.values.map(v => gather(g, v, owner)) }
  const inject = gather(g, injectable, g.input('inject_index', 'int64', ['N', 'L']))
  const { hidden, queries: looking } = g.component('language model', () => languageModel(g, g.input('input_ids', 'int64', ['N', 'L']), inject, past, lengths, config))
  const rows = reshape(g, hidden, ['N*L', width])
  g.output('logits', g.component('language model', () => languageHead(g, gather(g, rows, g.input('answer_index', 'int64', ['A'])), config)))

  const look = (name: string) => g.input(`look_${name}`, 'int64', ['K'])
  g.output('attention', g.component('auxiliary heads (train only)', () => attentionToCells(g, looking, prefix.cache.keys,
    { index: look('index'), position: look('position'), picture: look('picture') }, config)))

  const slots = gather(g, rows, g.input('slot_index', 'int64', ['B', 'T', 2 + queries]))
  const slot = (from: number, to: number) => slice(g, slots, 2, from, to)
  const one = (at: number) => reshapeAfter(g, slot(at, at + 1), 2, [width])
  const predicted = g.component('segmentation predictor', () => maskDecoder(g, seen, slot(1, 1 + queries), one(0), config))
  g.output('masks', predicted.masks)
  g.output('scores', predicted.scores)
  g.output('boxes', predicted.boxes)
  g.output('embeddings', predicted.embeddings)
  g.output('edit_state', g.component('segmentation predictor', () => editStateProjection(g, one(1 + queries), config)))
  g.component('auxiliary heads (train only)', () => auxiliaryHeads(g, seen.middle, seen.visionTokens, one(1), config))
}

/**
 * Text-to-image: a caption and the image codes it should bring about, with no picture before them. input_ids [N,L] int64, answer_index [A] rows
 * of the flattened hidden states → logits [A,V].
 */
export function drawTrainingGraph(g: Graph, config: FocusConfig): void {
  const { width, layers, kvHeads, headSize } = config.languageModel
  const empty = g.input('no_past', 'float', ['N', kvHeads, 0, headSize])
  const none: Cache = { keys: Array(layers).fill(empty), values: Array(layers).fill(empty) }
  const lengths = { seqlens: g.input('seqlens_k', 'int32', ['N']), total: g.input('total_sequence_length', 'int32', []) }
  g.component('language model', () => {
    const { hidden } = languageModel(g, g.input('input_ids', 'int64', ['N', 'L']), null, none, lengths, config)
    const rows = reshape(g, hidden, ['N*L', width])
    g.output('logits', languageHead(g, gather(g, rows, g.input('answer_index', 'int64', ['A'])), config))
  })
}

/** Every picture's prefix has P tokens: seqlens [B] = P − 1, total = P. The batch size comes from the ids. */
function prefixLengths(g: Graph, ids: Tensor, config: FocusConfig): CacheLengths {
  const first = cast(g, reshape(g, slice(g, ids, 1, 0, 1), ['B']), 'int32')
  const seqlens = add(g, multiply(g, first, g.constant('int32', [1], [0])), g.constant('int32', [1], [visionTokens(config) - 1]))
  return { seqlens, total: g.constant('int32', [], [visionTokens(config)]) }
}

/** The language model's state at <edit> → what the diffusion decoder takes as pooled text. [B,Q,width] → same. */
export const editStateProjection = (g: Graph, state: Tensor, config: FocusConfig): Tensor =>
  mlp(g, state, 'edit_projector', 2 * config.languageModel.width, config.languageModel.width, config.activation)

/** Shape, colour, size and material of what is under a level-2 pixel (plus the offset to its centre), in a cell, and meant by the first mask query. */
function auxiliaryHeads(g: Graph, middle: Tensor, tokens: Tensor, query: Tensor, config: FocusConfig): void {
  const classes = config.auxiliary.classes.reduce((sum, count) => sum + count, 0)
  g.output('pixel_classes', conv(g, middle, 'train.pixel_classes', classes + 2, 1))
  g.output('cell_classes', linear(g, slice(g, tokens, 1, 0, gridSide(config) ** 2), 'train.cell_classes', classes))
  g.output('query_classes', linear(g, query, 'train.query_classes', classes))
  g.output('query_box', sigmoid(g, linear(g, query, 'train.query_box', 4)))
}
