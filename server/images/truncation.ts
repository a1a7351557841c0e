// Whether a file stops before its own structure says it ends, and whether a PNG is animated. Decoders report
// both a cut and a flipped bit as "read error"; people need to know which it was.

import { pngChunks } from './png-chunks.ts';
import type { PictureFormat } from './sniff.ts';

/** True when the container announces more bytes than there are. */
export function endsTooEarly(bytes: Uint8Array, format: PictureFormat, reason: string): boolean {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (format === 'png') return !pngChunkTypes(bytes).includes('IEND');
  if (format === 'webp') return bytes.length < 8 || view.getUint32(4, true) + 8 > bytes.length;
  return /premature end|truncated|unexpected end|end of file|not enough data|too short/i.test(reason);
}

/** Whether an `acTL` chunk comes before the first `IDAT`: the mark of an animated PNG. */
export function isAnimatedPng(bytes: Uint8Array): boolean {
  const types = pngChunkTypes(bytes);
  const control = types.indexOf('acTL');
  return control !== -1 && control < types.indexOf('IDAT');
}

function pngChunkTypes(bytes: Uint8Array): string[] {
  return Array.from(pngChunks(bytes), ({ type }) => type);
}
