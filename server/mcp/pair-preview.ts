// Two pictures side by side for the model's eyes.

import type { StoredPicture } from '../conversation/images.ts';
import { sharp } from '../images/decoder.ts';
import type { Preview } from './tool.ts';

const [side, gap] = [378, 12];

export async function pairPreview(one: StoredPicture, other: StoredPicture): Promise<Preview> {
  const [left, right] = await Promise.all([one, other].map(fitted));
  const [width, height] = [left.info.width + gap + right.info.width, Math.max(left.info.height, right.info.height)];
  const jpeg = await sharp({ create: { width, height, channels: 3, background: '#202020' } })
    .composite([
      { input: left.data, raw: { ...left.info, channels: 3 }, left: 0, top: 0 },
      { input: right.data, raw: { ...right.info, channels: 3 }, left: left.info.width + gap, top: 0 },
    ])
    .jpeg({ quality: 80 })
    .toBuffer();
  return { jpeg, width, height };
}

function fitted({ png }: StoredPicture) {
  return sharp(png).removeAlpha().resize(side, side, { fit: 'inside', kernel: 'cubic' }).raw().toBuffer({ resolveWithObject: true });
}
