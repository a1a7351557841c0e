import { sharp } from '../images/decoder.ts';
import type { Canvas } from './canvas.ts';

/** Clients reject or cut large results; see docs/mcp.md. */
export const previewLimits = { side: 768, bytes: 200_000 } as const;

/** A preview as JPEG: as good as the limit of its size allows. */
export async function encodePreview({ width, height, data }: Canvas): Promise<Uint8Array> {
  const pixels = sharp(data, { raw: { width, height, channels: 3 } });
  for (const quality of [82, 60, 35]) {
    const jpeg = await pixels.clone().jpeg({ quality }).toBuffer();
    if (jpeg.length <= previewLimits.bytes) return jpeg;
  }
  return pixels.clone().jpeg({ quality: 15 }).toBuffer();
}
