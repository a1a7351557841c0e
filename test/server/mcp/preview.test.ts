// The small pictures that come with results stay within what clients take, whatever the picture is.

import assert from 'node:assert/strict';
import { createCipheriv } from 'node:crypto';
import { describe, test } from 'node:test';
import type { MaskShape } from '../../../server/conversation/documents.ts';
import type { StoredPicture } from '../../../server/conversation/images.ts';
import { sharp } from '../../../server/images/decoder.ts';
import { boundingBox, area as areaOf } from '../../../server/images/mask.ts';
import { discMask } from '../../../server/images/raster.ts';
import { encodeRle } from '../../../server/images/rle.ts';
import { pairPreview } from '../../../server/mcp/pair-preview.ts';
import { groundOf, previewOn } from '../../../server/mcp/preview.ts';
import type { Preview } from '../../../server/mcp/tool.ts';
import { randomFrom } from '../../eval/random.ts';

/** Every byte by lot, the same on every machine: nothing is harder to compress. */
async function noise(width: number, height: number): Promise<StoredPicture> {
  const data = createCipheriv('aes-128-ctr', Buffer.alloc(16, 7), Buffer.alloc(16)).update(Buffer.alloc(width * height * 3));
  const png = await sharp(data, { raw: { width, height, channels: 3 } }).png({ compressionLevel: 1 }).toBuffer();
  const image = { id: 'noise', sessionId: null, parentId: null, source: 'upload' as const, name: '', width, height, moved: false, createdAt: '', notes: [] };
  return { image, blob: '', png };
}

function discs(width: number, height: number, count: number): MaskShape[] {
  const random = randomFrom('discs');
  return Array.from({ length: count }, () => {
    const mask = discMask(width, height, { x: random() * width, y: random() * height }, Math.max(1, Math.min(width, height) / 6));
    return { width, height, counts: encodeRle(mask).counts, area: areaOf(mask), box: boundingBox(mask)! };
  });
}

/** `width` and `height` are those of the JPEG itself. */
async function check({ jpeg, width, height }: Preview): Promise<void> {
  assert.ok(jpeg.length <= 200_000, `${jpeg.length} bytes`);
  assert.ok(Math.max(width, height) <= 768, `${width} x ${height}`);
  const { format, width: wide, height: high } = await sharp(jpeg).metadata();
  assert.deepEqual([format, wide, high], ['jpeg', width, height]);
}

/** Also as large as a preview gets without scaling, where all of the noise stays. */
const sizes = [[4000, 3000], [754, 754], [378, 378], [128, 128], [5000, 20], [20, 5000], [5000, 1], [1, 1]] as const;

describe('previews of noise', () => {
  for (const [width, height] of sizes) {
    test(`of ${width} x ${height} pixels fit, alone, under many masks and as a pair`, async () => {
      const picture = await noise(width, height);
      const ground = await groundOf(picture);
      const plain = await previewOn(ground, []);
      await check(plain);
      const marked = await previewOn(ground, discs(width, height, width * height > 1e6 ? 6 : 60));
      await check(marked);
      assert.notDeepEqual(marked.jpeg, plain.jpeg);
      // Pixels of the preview are pixels of the picture by one scale, and the ruler.
      assert.ok(Math.abs(plain.width - 14 - Math.max(1, width * plain.scale)) <= 1.5 + width * 0.0005, `${plain.width} at ${plain.scale}`);
      await check(await pairPreview(picture, picture));
    });
  }

  test('a pair of different shapes stands side by side', async () => {
    const [wide, high] = [await noise(600, 300), await noise(300, 600)];
    const pair = await pairPreview(wide, high);
    await check(pair);
    assert.deepEqual([pair.width, pair.height], [378 + 12 + 189, 378]);
    const { data } = await sharp(pair.jpeg).raw().toBuffer({ resolveWithObject: true });
    const at = (x: number, y: number) => data[(y * pair.width + x) * 3];
    // The ground between and below is even, the pictures are not.
    const spread = (x: number) => Math.max(...Array.from({ length: 30 }, (_, row) => at(x, 340 + row))) - Math.min(...Array.from({ length: 30 }, (_, row) => at(x, 340 + row)));
    assert.ok(spread(100) < 10 && spread(380) < 10, `${spread(100)} ${spread(380)}`);
    assert.ok(spread(480) > 40, String(spread(480)));
  });
});
