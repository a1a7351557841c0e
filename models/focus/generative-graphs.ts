import type { Graph } from '../graph/graph.ts'
import { toMap, toTokens } from '../graph/layers.ts'
import { concat, divide, subtract } from '../graph/ops.ts'
import type { Tensor } from '../graph/tensor.ts'
import { gridSide } from './config.ts'
import type { FocusConfig } from './config.ts'
import { diffusionDecoder } from './diffusion-decoder.ts'
import { fusion } from './fusion.ts'
import { hierarchicalEncoder } from './hierarchical-encoder.ts'
import { atLowSide } from './picture-sizes.ts'
import { pixelDecoder, pixelEncoder, pixelSide } from './pixel-tokenizer.ts'
import { codebook, nearestCodes, quantise } from './simvq.ts'
import { decodeRaw, denormalise, encodeMoments, latentSide, normalise } from './vae.ts'
import { vanillaEncoder } from './vanilla-encoder.ts'
import { codeChannels, codeMap, pixelCodebook, semanticCodebook, semanticDecoder, semanticEncoder } from './visual-tokenizer.ts'

/** The graphs of the generating half, by name: run time (code, lookup, paint, encode, develop) and training. */
export const generativeGraphs: Record<string, (g: Graph, config: FocusConfig) => void> = {
  code, lookup, paint, encode, develop,
  train_vae: trainVae, train_pixel: trainPixel, train_semantic: trainSemantic, features: tokenizerFeatures, redraw,
}

/**
 * E' of the tokenizer's own frozen copy of the encoders (names tokenizer.visual, tokenizer.backbone, tokenizer.fusion): later training
 * of the encoders must not change what a code means. image [B,3,high,high], 0..1 → [B,N,D].
 */
function frozenFeatures(g: Graph, image: Tensor, config: FocusConfig): Tensor {
  const mean = g.constant('float', [1, 3, 1, 1], config.image.mean)
  const deviation = g.constant('float', [1, 3, 1, 1], config.image.deviation)
  const normalised = divide(g, subtract(g, image, mean), deviation)
  const tokens = vanillaEncoder(g, atLowSide(g, normalised, config), config, 'tokenizer.visual')
  const levels = hierarchicalEncoder(g, normalised, config, 'tokenizer.backbone')
  return fusion(g, tokens, levels, config, 'tokenizer.fusion').fused
}

const picture = (g: Graph, side: number, name = 'picture'): Tensor => g.input(name, 'float', ['B', 3, side, side])

/** `code`: picture → image tokens of both branches and their code map. */
function code(g: Graph, config: FocusConfig): void {
  const image = picture(g, config.image.high, 'image')
  const semantic = g.component('semantic tokenizer', () => {
    const z = semanticEncoder(g, g.component('frozen encoders', () => frozenFeatures(g, image, config)), config)
    return nearestCodes(g, z, codebook(g, semanticCodebook, config.semanticTokenizer))
  })
  const pixel = g.component('pixel encoder', () => {
    const z = toTokens(g, pixelEncoder(g, atLowSide(g, image, config), config.pixelTokenizer).quantisable)
    return nearestCodes(g, z, codebook(g, pixelCodebook, config.pixelTokenizer))
  })
  g.output('semantic_ids', semantic)
  g.output('pixel_ids', pixel)
  g.output('code_map', codeMap(g, semantic, pixel, config))
}

/** `lookup`: image tokens → code map. */
function lookup(g: Graph, config: FocusConfig): void {
  const semantic = g.input('semantic_ids', 'int64', ['B', gridSide(config) ** 2])
  const pixel = g.input('pixel_ids', 'int64', ['B', pixelSide(config.pixelTokenizer) ** 2])
  g.output('code_map', codeMap(g, semantic, pixel, config))
}

/** `redraw`: code map → picture by the pixel decoder alone, without diffusion. */
function redraw(g: Graph, config: FocusConfig): void {
  const side = pixelSide(config.pixelTokenizer)
  const codes = g.input('code_map', 'float', ['B', codeChannels(config), side, side])
  g.output('picture', g.component('pixel decoder (optional)', () => pixelDecoder(g, codes, config.pixelTokenizer)))
}

/** `paint`: one denoising step on latents. */
function paint(g: Graph, config: FocusConfig): void {
  const { latents } = config.vae
  const side = latentSide(config.vae)
  const codeSide = pixelSide(config.pixelTokenizer)
  const map = (name: string, channels: number, size = side) => g.input(name, 'float', ['B', channels, size, size])
  const inputs = {
    latents: map('latents', latents), timestep: g.input('timestep', 'float', ['B']),
    codeMap: map('code_map', codeChannels(config), codeSide), sourceLatents: map('source_latents', latents), mask: map('mask', 1),
    sourceVisible: g.input('source_visible', 'float', ['B']), editState: g.input('edit_state', 'float', ['B', config.diffusion.editState]),
  }
  const sizes = { latents, latentSide: side, codeChannels: codeChannels(config), codeSide }
  g.output('clean', g.component('diffusion decoder', () => diffusionDecoder(g, inputs, { ...config.diffusion, ...sizes })))
}

/** `encode`: picture → normalised latents. */
function encode(g: Graph, config: FocusConfig): void {
  const raw = g.component('vae encoder', () => encodeMoments(g, picture(g, config.vae.picture), config.vae).mean)
  g.output('latents', normalise(g, raw, config.vae))
}

/** `develop`: normalised latents → picture. */
function develop(g: Graph, config: FocusConfig): void {
  const latents = g.input('latents', 'float', ['B', config.vae.latents, latentSide(config.vae), latentSide(config.vae)])
  g.output('picture', g.component('vae decoder', () => decodeRaw(g, denormalise(g, latents, config.vae), config.vae)))
}

/** Picture and noise for the latents → reconstruction and moments; latents are raw, their statistics are measured afterwards. */
function trainVae(g: Graph, config: FocusConfig): void {
  const { mean, logVariance } = encodeMoments(g, picture(g, config.vae.picture), config.vae)
  const raw = g.input('raw', 'float', ['B', config.vae.latents, latentSide(config.vae), latentSide(config.vae)])
  g.output('mean', mean)
  g.output('log_variance', logVariance)
  g.output('reconstruction', decodeRaw(g, raw, config.vae))
}

/** Picture and the semantic part of the code map → reconstruction, the vectors before and after the quantiser, ids. */
function trainPixel(g: Graph, config: FocusConfig): void {
  const c = config.pixelTokenizer
  const side = pixelSide(c)
  const semantic = g.input('semantic_map', 'float', ['B', config.semanticTokenizer.codeWidth, side, side])
  const z = g.component('pixel encoder', () => toTokens(g, pixelEncoder(g, picture(g, c.picture, 'image'), c).quantisable))
  const { ids, quantised, passed } = quantise(g, z, pixelCodebook, c)
  const codes = concat(g, [semantic, toMap(g, passed, side, side)], 1)
  g.output('reconstruction', g.component('pixel decoder (optional)', () => pixelDecoder(g, codes, c)))
  g.output('z', z)
  g.output('quantised', quantised)
  g.output('ids', ids)
}

/** E' → its reconstruction through the codes. */
function trainSemantic(g: Graph, config: FocusConfig): void {
  const features = g.input('features', 'float', ['B', gridSide(config) ** 2, config.vanillaEncoder.out])
  const z = g.component('semantic tokenizer', () => semanticEncoder(g, features, config))
  const { ids, quantised, passed } = quantise(g, z, semanticCodebook, config.semanticTokenizer)
  g.output('reconstruction', g.component('semantic decoder (train only)', () => semanticDecoder(g, passed, config)))
  g.output('z', z)
  g.output('quantised', quantised)
  g.output('ids', ids)
}

/** Picture → E' of the frozen copy. */
function tokenizerFeatures(g: Graph, config: FocusConfig): void {
  g.output('features', g.component('frozen encoders', () => frozenFeatures(g, picture(g, config.image.high, 'image'), config)))
}
