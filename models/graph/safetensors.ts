import { closeSync, openSync, readSync, writeSync } from 'node:fs'

export type SafetensorsType = 'F32' | 'F16' | 'BF16' | 'I8'
/** Where a tensor lies in the file: absolute byte offset and length. */
export interface StoredTensor { type: SafetensorsType; shape: number[]; offset: number; length: number }
export interface SafetensorsFile { tensors: Map<string, StoredTensor>; metadata: Record<string, string> }

const bytesOf: Record<SafetensorsType, number> = { F32: 4, F16: 2, BF16: 2, I8: 1 }

/** Lays tensors out one after another, as a safetensors file holds them. */
export function layout(entries: { name: string; shape: number[]; type: SafetensorsType }[], metadata: Record<string, string> = {}): { header: Buffer; file: SafetensorsFile } {
  const header: Record<string, unknown> = {}
  if (Object.keys(metadata).length) header.__metadata__ = metadata
  let position = 0
  const relative = entries.map(entry => {
    const length = entry.shape.reduce((a, b) => a * b, 1) * bytesOf[entry.type]
    header[entry.name] = { dtype: entry.type, shape: entry.shape, data_offsets: [position, position + length] }
    position += length
    return { ...entry, start: position - length, length }
  })
  let json = JSON.stringify(header)
  json += ' '.repeat((8 - (Buffer.byteLength(json) % 8)) % 8)
  const bytes = Buffer.from(json)
  const start = 8 + bytes.length
  const prefix = Buffer.alloc(8)
  prefix.writeBigUInt64LE(BigInt(bytes.length))
  const tensors = new Map(relative.map(r => [r.name, { type: r.type, shape: r.shape, offset: start + r.start, length: r.length }]))
  return { header: Buffer.concat([prefix, bytes]), file: { tensors, metadata } }
}

/** Reads the header of a safetensors file. Throws when the header is damaged. */
export function readHeader(path: string): SafetensorsFile {
  const handle = openSync(path, 'r')
  try {
    const prefix = Buffer.alloc(8)
    if (readSync(handle, prefix, 0, 8, 0) < 8) throw new Error(`${path} is too short for a safetensors file`)
    const size = Number(prefix.readBigUInt64LE())
    if (size > 100_000_000) throw new Error(`${path} is not a safetensors file: its header claims ${size} bytes`)
    const bytes = Buffer.alloc(size)
    if (readSync(handle, bytes, 0, size, 8) < size) throw new Error(`${path} is cut off inside its header`)
    const { __metadata__: metadata = {}, ...rest } = JSON.parse(bytes.toString('utf8'))
    const tensors = new Map<string, StoredTensor>()
    for (const [name, entry] of Object.entries<any>(rest)) {
      const [from, to] = entry.data_offsets
      tensors.set(name, { type: entry.dtype, shape: entry.shape, offset: 8 + size + from, length: to - from })
    }
    return { tensors, metadata }
  } finally { closeSync(handle) }
}

/** Writes float32 values as F32 or F16, a tensor at a time, so that a large model never lies in memory whole. */
export function writeSafetensors(path: string, entries: { name: string; shape: number[]; type: 'F32' | 'F16'; values: () => Float32Array }[], metadata: Record<string, string> = {}): SafetensorsFile {
  const { header, file } = layout(entries, metadata)
  const handle = openSync(path, 'w')
  try {
    writeSync(handle, header)
    for (const entry of entries) {
      const values = entry.values()
      writeSync(handle, entry.type === 'F32' ? Buffer.from(values.buffer, values.byteOffset, values.byteLength) : halfBytes(values))
    }
  } finally { closeSync(handle) }
  return file
}

function halfBytes(values: Float32Array): Buffer {
  const out = new Uint16Array(values.length)
  const view = new DataView(new ArrayBuffer(4))
  for (let i = 0; i < values.length; i++) {
    view.setFloat32(0, values[i]!)
    const bits = view.getUint32(0)
    const sign = (bits >>> 16) & 0x8000
    const exponent = ((bits >>> 23) & 0xff) - 112
    const mantissa = bits & 0x7fffff
    if (exponent >= 31) out[i] = sign | 0x7c00
    else if (exponent > 0) {
      const rounded = mantissa + 0xfff + ((mantissa >>> 13) & 1) // to nearest, ties to even
      out[i] = sign | ((exponent << 10) + (rounded >>> 13))
    } else if (exponent > -11) {
      const full = mantissa | 0x800000
      const shift = 14 - exponent
      out[i] = sign | ((full + (1 << (shift - 1)) - 1 + ((full >>> shift) & 1)) >>> shift)
    } else out[i] = sign
  }
  return Buffer.from(out.buffer)
}
