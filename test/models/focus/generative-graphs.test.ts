import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readConfig } from '../../../models/focus/config.ts'
import { generativeGraphs } from '../../../models/focus/generative-graphs.ts'
import { Graph } from '../../../models/graph/graph.ts'
import { elementCount, ParameterSet } from '../../../models/graph/parameters.ts'

/** Millions of parameters a component, of the graphs that need no encoders. */
function millions(size: string): Map<string, number> {
  const parameters = new ParameterSet()
  for (const name of ['lookup', 'redraw', 'paint', 'encode', 'develop', 'train_pixel', 'train_semantic']) generativeGraphs[name]!(new Graph(name, parameters), readConfig(size))
  const sums = new Map<string, number>()
  for (const { component, shape } of parameters) sums.set(component, (sums.get(component) ?? 0) + elementCount(shape) / 1e6)
  return sums
}

// focus-spec §2.12 and §6.2: published SDXL and ILLUME+ totals
const published: Record<string, Record<string, number>> = {
  '3b': { 'diffusion decoder': 2567.7, 'vae encoder': 34.2, 'vae decoder': 49.5, 'pixel encoder': 27.2, 'pixel decoder (optional)': 476.4, 'semantic tokenizer': 83.3 },
  tiny: { 'diffusion decoder': 35.727, 'vae encoder': 1.464, 'vae decoder': 2.42, 'pixel encoder': 3.835, 'pixel decoder (optional)': 7.732, 'semantic tokenizer': 2.635 },
}
for (const [size, wanted] of Object.entries(published)) {
  test(`${size}: parameters of the generating half are within 5 % of the specification`, () => {
    const found = millions(size)
    for (const [component, count] of Object.entries(wanted)) {
      assert.ok(Math.abs(found.get(component)! / count - 1) < 0.05, `${component}: ${found.get(component)} M, wanted ${count} M`)
    }
  })
}

test('names of the 3b decoder and autoencoder are those of the published SDXL files', () => {
  const parameters = new ParameterSet()
  for (const name of ['paint', 'encode', 'develop']) generativeGraphs[name]!(new Graph(name, parameters), readConfig('3b'))
  const shapes = new Map([...parameters].map(({ name, shape }) => [name, shape.join()]))
  assert.equal(shapes.get('unet.conv_in.weight'), '320,4,3,3')
  assert.equal(shapes.get('unet.add_embedding.linear_1.weight'), '1280,2816')
  assert.equal(shapes.get('unet.down_blocks.2.attentions.1.transformer_blocks.9.attn2.to_k.weight'), '1280,2048')
  assert.equal(shapes.get('unet.up_blocks.0.resnets.2.conv_shortcut.weight'), '1280,1920,1,1')
  assert.equal(shapes.get('unet.mid_block.attentions.0.transformer_blocks.0.ff.net.0.proj.weight'), '10240,1280')
  assert.equal(shapes.get('vae.encoder.down_blocks.1.resnets.0.conv_shortcut.weight'), '256,128,1,1')
  assert.equal(shapes.get('vae.decoder.mid_block.attentions.0.to_out.0.weight'), '512,512')
})

test('nano: a painting step takes a crop of 64 pixels as 16 × 16 latents', () => {
  const g = new Graph('paint', new ParameterSet())
  generativeGraphs.paint!(g, readConfig('nano'))
  assert.deepEqual(g.outputs.map(({ name, shape }) => [name, shape]), [['clean', ['B', 12, 16, 16]]])
})
