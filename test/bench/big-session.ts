// A session with a picture of 4,000 x 3,000 pixels and thirty masks, made over the API.

import sharp from 'sharp';
import type { SessionDocument, UploadDocument } from '../../server/conversation/documents.ts';
import { createMask, type Mask } from '../../server/images/mask.ts';
import { encodeRle } from '../../server/images/rle.ts';
import { request } from '../e2e/api.ts';

const [width, height, count] = [4000, 3000, 30];

/** Noise, so that nothing about the picture is easy, with ragged ellipses as masks. */
export async function bigSession(address: string): Promise<SessionDocument> {
  const noise = { type: 'gaussian', mean: 128, sigma: 40 } as const;
  const picture = await sharp({ create: { width: 500, height: 375, channels: 3, background: 'grey', noise } }).resize(width, height).jpeg().toBuffer();
  const image = await request<UploadDocument>(address, '/api/images?name=big.jpg', { method: 'POST', body: new Uint8Array(picture) });
  const session = await request<SessionDocument>(address, '/api/sessions', { json: { imageId: image.id } });
  for (let index = 0; index < count; index += 1) {
    const mask = encodeRle(ragged(350 + (index % 6) * 660, 350 + Math.floor(index / 6) * 570));
    await request(address, `/api/sessions/${session.id}/operations`, { json: { kind: 'mask-draw', name: `thing ${index + 1}`, ...mask, tool: 'import' } });
  }
  return session;
}

function ragged(middleX: number, middleY: number): Mask {
  const mask = createMask(width, height);
  const reach = 320;
  for (let y = Math.max(0, middleY - reach); y < Math.min(height, middleY + reach); y += 1) {
    for (let x = Math.max(0, middleX - reach); x < Math.min(width, middleX + reach); x += 1) {
      const angle = Math.atan2(y - middleY, x - middleX);
      if (Math.hypot(x - middleX, y - middleY) < 260 + 30 * Math.sin(angle * 23) + 12 * Math.sin(angle * 61)) mask.data[y * width + x] = 1;
    }
  }
  return mask;
}
