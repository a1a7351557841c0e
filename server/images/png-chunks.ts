// The chunks of a PNG.

export interface PngChunk {
  type: string;
  data: Uint8Array;
}

/** The chunks that lie whole within the file, in order, up to and with `IEND`. Their sums are left to the decoder. */
export function* pngChunks(bytes: Uint8Array): Generator<PngChunk, void, undefined> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let offset = 8; offset + 12 <= bytes.length; ) {
    const end = offset + 12 + view.getUint32(offset);
    if (end > bytes.length) return;
    const type = String.fromCharCode(...bytes.subarray(offset + 4, offset + 8));
    yield { type, data: bytes.subarray(offset + 8, end - 4) };
    if (type === 'IEND') return;
    offset = end;
  }
}
