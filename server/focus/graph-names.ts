// The graphs that run, by the half of a checkpoint that has them. Tensors: docs/graphs.md.

/** Reading, answering, marking by words, painting. */
export const languageGraphs = ['see', 'region', 'read', 'read_on_device', 'segment', 'code', 'lookup', 'encode', 'paint', 'develop'] as const;
/** Pointing and naming on photos, without a language model. */
export const eyesGraphs = ['look', 'point', 'name'] as const;
/** A message as a vector. */
export const sentenceGraphs = ['sentence'] as const;
export const graphNames = [...languageGraphs, ...eyesGraphs, ...sentenceGraphs] as const;
export type GraphName = (typeof graphNames)[number];
