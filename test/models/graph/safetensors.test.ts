import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { readHeader, writeSafetensors } from '../../../models/graph/safetensors.ts'

const folder = mkdtempSync(join(tmpdir(), 'focus-safetensors-'))
after(() => rmSync(folder, { recursive: true, force: true }))
const file = (name: string): string => join(folder, name)

/** Writes one row of numbers in 16 bits and gives the stored bits. */
function halves(values: number[]): number[] {
  const path = file('half')
  const { tensors } = writeSafetensors(path, [{ name: 'x', shape: [values.length], type: 'F16', values: () => Float32Array.from(values) }])
  const { offset, length } = tensors.get('x')!
  const bytes = readFileSync(path).subarray(offset, offset + length)
  return [...new Uint16Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + length))]
}

test('what is written is found again, at its offset', () => {
  const path = file('plain')
  const entries = [
    { name: 'a', shape: [2, 2], type: 'F32' as const, values: () => Float32Array.of(1, -2, 3.5, 4) },
    { name: 'b', shape: [3], type: 'F16' as const, values: () => Float32Array.of(0.5, 1, -1) },
  ]
  const written = writeSafetensors(path, entries, { step: '12' })
  const read = readHeader(path)
  assert.deepEqual(read.metadata, { step: '12' })
  assert.deepEqual([...read.tensors], [...written.tensors])
  const { offset } = read.tensors.get('a')!
  assert.equal(offset % 8, 0)
  assert.equal(readFileSync(path).readFloatLE(offset + 8), 3.5)
})

// bits as numpy.float16 gives them
test('numbers that 16 bits hold exactly keep their value', () => {
  assert.deepEqual(halves([0, 1, -1, 0.5, 65504, -65504, 2 ** -14, 2 ** -24]), [0x0000, 0x3c00, 0xbc00, 0x3800, 0x7bff, 0xfbff, 0x0400, 0x0001])
})

test('numbers between two halves go to the nearest, a tie to the even one', () => {
  const step = 2 ** -10
  assert.deepEqual(halves([1 + step / 2, 1 + (3 * step) / 2, 1 + step / 2 + 2 ** -20, 0.1, 1 / 3]), [0x3c00, 0x3c02, 0x3c01, 0x2e66, 0x3555])
})

test('a mantissa that rounds over carries into the exponent', () => {
  assert.deepEqual(halves([2 - 2 ** -12, 65520, 70000, -1e9]), [0x4000, 0x7c00, 0x7c00, 0xfc00])
})

test('small numbers become subnormal halves, the smallest zero', () => {
  assert.deepEqual(halves([2 ** -15, 3 * 2 ** -26, 2 ** -25, 1.5 * 2 ** -25, -(2 ** -25), 1e-9, 6e-5]), [0x0200, 0x0001, 0x0000, 0x0001, 0x8000, 0x0000, 0x03ef])
})

test('a damaged file is refused with its path', () => {
  writeFileSync(file('short'), Buffer.from([1, 2, 3]))
  assert.throws(() => readHeader(file('short')), /short is too short/)
  const cut = readFileSync(file('plain')).subarray(0, 40)
  writeFileSync(file('cut'), cut)
  assert.throws(() => readHeader(file('cut')), /cut is cut off inside its header/)
  writeFileSync(file('text'), 'this is a text, which is not a safetensors file')
  assert.throws(() => readHeader(file('text')), /not a safetensors file/)
})
