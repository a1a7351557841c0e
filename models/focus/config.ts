import { readFileSync } from 'node:fs'
import type { Activation } from '../graph/layers.ts'
import type { DiffusionConfig } from './diffusion-decoder.ts'
import { pixelSide } from './pixel-tokenizer.ts'
import type { PixelTokenizerConfig } from './pixel-tokenizer.ts'
import type { VaeConfig } from './vae.ts'
import type { SemanticTokenizerConfig } from './visual-tokenizer.ts'

/** The numbers of one size of FOCUS (models/configs/*.json). Widths are channels, strides and sizes are pixels. */
export interface FocusConfig {
  name: string
  /** Sides of the two pictures of the dual encoder: low for the vanilla and pixel path, high for the hierarchical one. */
  image: { low: number; high: number; mean: number[]; deviation: number[] }
  activation: Activation
  vanillaEncoder: { patch: number; temporalPatch: number; merge: number; width: number; blocks: number; heads: number; mlp: number; out: number }
  /** Level l (1…4) has stride stem·2^(l-1) and widths[l-1] channels. */
  hierarchicalEncoder: ConvNextConfig | EfficientNetLiteConfig
  /** No level and not aligned: the language model's tokens are the vanilla encoder's alone. */
  fusion: { levels: number[]; inner: number; heads: number; mlp: number; aligned: boolean }
  gatedAdapter: { queries: number; width: number; inner: number; heads: number; levels: number[] }
  /** discrete: the language model reads codes in place of continuous features. Of the ablations (docs/ablations.md); no shipped size has it. */
  projectors: { hidden: number; pixel: boolean; discrete?: boolean }
  /** rotatedPairs, lookBack: language-model.ts and look-back.ts; neither is Qwen2.5's. */
  languageModel: { width: number; layers: number; heads: number; kvHeads: number; headSize: number; mlp: number; ropeTheta: number; rotatedPairs?: number; context: number; qkvBias: boolean; lookBack?: number[] }
  /** Ids in this order: text, special, semantic codes, pixel codes. */
  vocabulary: { text: number; special: number; semantic: number; pixel: number }
  regionPromptEncoder: { types: number; hidden: number }
  segmentationPredictor: {
    width: number; encoderLayers: number; encoderLevels: number[]; encoderHeads: number; encoderMlp: number
    fine: number; maskFeatures: number; memoryLevels: number[]
    decoderLayers: number; decoderHeads: number; decoderMlp: number; queries: number; embedding: number
  }
  /** Pointing without the language model: what is clicked, boxed, stroked, roughly masked or named → masks. Not of every size. */
  promptPredictor?: PromptPredictorConfig
  /** Names for masks and places for names. Not of every size. */
  recogniser?: RecogniserConfig
  semanticTokenizer: SemanticTokenizerConfig
  pixelTokenizer: PixelTokenizerConfig
  vae: VaeConfig
  /** What follows from the other components is left out here. */
  diffusion: Omit<DiffusionConfig, 'latents' | 'latentSide' | 'codeChannels' | 'codeSide'>
  /** Train-only: classes of shape, colour, size and material, class 0 of each for "no object"; the heads whose attention to the picture is taught. */
  auxiliary: { classes: number[]; attention: { layer: number; head: number }[] }
  /** How models/training/run.py splits its time: phases one after another, in each the stages side by side with their shares of the whole. */
  training?: { phases: Record<string, number>[] }
}

export interface ConvNextConfig { family?: undefined; stem: number; widths: number[]; depths: number[]; kernels: number[] }

export interface EfficientNetLiteConfig {
  family: 'efficientnet-lite'
  stem: number
  widths: number[]
  stemWidth: number
  /** Width of the 1×1 convolution behind the last block, whose mean the published classifier reads. */
  headWidth: number
  stages: { blocks: number; kernel: number; stride: number; expand: number; width: number }[]
}

export interface PromptPredictorConfig {
  /** Channels at strides 4, 8, 16 and 32 of the picture's side. */
  widths: [number, number, number, number]
  /** Channels at stride 8 of the prompt's side. */
  fine: number
  /** Blocks of attention over all cells at stride 32, on the picture's and on the prompt's side. */
  attention: { picture: number; prompt: number; heads: number; mlp: number }
  /** Maps of likeness to what is under the prompt, at strides 16 and 8 each. */
  likeness: number
  /** Masks a prompt: the first answers every prompt, the others are the choices of a click. */
  masks: number
  /** Maps that a prompt is drawn on, and what is told beside them (server/focus and models/training/photos draw them). */
  planes: number
  flags: number
}

/** Classes of the published classifier, and places for names of the training photos. */
export interface RecogniserConfig { classes: number; names: number; hidden: number }

/** Reads models/configs/<name>.json; a name that ends with .json is the path of a file. */
export function readConfig(name: string): FocusConfig {
  return JSON.parse(readFileSync(name.endsWith('.json') ? name : new URL(`../configs/${name}.json`, import.meta.url), 'utf8'))
}

/** Side of the semantic token grid: vanilla patches merged. */
export const gridSide = (config: FocusConfig): number =>
  Math.floor(config.image.low / (config.vanillaEncoder.patch * config.vanillaEncoder.merge))

/** Number of vision tokens the language model reads: the semantic grid, the pixel grid where it is another one, the adapter's queries. */
export const visionTokens = (config: FocusConfig): number => {
  const pixel = pixelSide(config.pixelTokenizer)
  const separate = config.projectors.pixel && pixel !== gridSide(config) ? pixel ** 2 : 0
  return gridSide(config) ** 2 + separate + config.gatedAdapter.queries
}

/** Side of the hierarchical map at level 1…4. */
export const levelSide = (config: FocusConfig, level: number): number =>
  config.image.high / (config.hierarchicalEncoder.stem * 2 ** (level - 1))

export const vocabularySize = (config: FocusConfig): number => {
  const { text, special, semantic, pixel } = config.vocabulary
  return text + special + semantic + pixel
}
