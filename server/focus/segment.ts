// Hidden states of the mask queries → masks and their scores.

import { Tensor } from 'onnxruntime-node';
import type { FocusConfig } from '../../models/focus/config.ts';
import type { Checkpoint } from './checkpoint.ts';
import { sigmoid } from './planes.ts';
import type { Sessions, Tensors } from './sessions.ts';

export interface Predicted {
  /** Mask logits [grid, grid], one a query: first everything that is meant, then single instances. */
  logits: Float32Array[];
  /** Chance that the mask of a query is right (IoU above a half), 0 to 1. */
  scores: number[];
  /** What the diffusion decoder takes as the wish of an edit, [width]. */
  editState: Float32Array;
}

export type Segmenter = (features: Tensors, hidden: Float32Array) => Promise<Predicted>;

/** `hidden` [1 + queries + 1, width]: states at [SEG], at the mask queries and at <edit>. */
export function openSegmenter(sessions: Sessions, config: FocusConfig, { scale, offset }: Checkpoint['calibration']): Segmenter {
  const { width } = config.languageModel;
  const { queries } = config.segmentationPredictor;
  return async (features, hidden) => {
    const rows = (from: number, to: number, shape: number[]): Tensor =>
      new Tensor('float32', hidden.slice(from * width, to * width), shape);
    const { masks, scores, edit_state: editState } = await sessions.run('segment', {
      mask_features: features.mask_features,
      memory: features.memory,
      condition: rows(0, 1, [1, 1, width]),
      query_hidden: rows(1, 1 + queries, [1, 1, queries, width]),
      edit_hidden: rows(1 + queries, 2 + queries, [1, 1, width]),
    });
    const all = masks.data as Float32Array;
    const size = all.length / queries;
    return {
      logits: Array.from({ length: queries }, (_, query) => all.subarray(query * size, (query + 1) * size)),
      scores: Array.from(scores.data as Float32Array, (z) => sigmoid(scale * z + offset)),
      editState: editState.data as Float32Array,
    };
  };
}
