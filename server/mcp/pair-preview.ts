// Two pictures side by side for the model's eyes.

import type { StoredPicture } from '../conversation/images.ts';
import { pastePicture } from '../images/crop.ts';
import { sharp } from '../images/decoder.ts';
import { createPicture, type Picture } from '../images/picture.ts';
import { encodePreview, previewLimits } from './encode-preview.ts';
import type { Preview } from './tool.ts';

const gap = 12;
const side = (previewLimits.side - gap) / 2;

export async function pairPreview(one: StoredPicture, other: StoredPicture): Promise<Preview> {
  const [left, right] = await Promise.all([one, other].map(fitted));
  const ground = createPicture(left.width + gap + right.width, Math.max(left.height, right.height), [32, 32, 32]);
  const pair = pastePicture(pastePicture(ground, left, 0, 0), right, left.width + gap, 0);
  return { jpeg: await encodePreview(pair), width: pair.width, height: pair.height };
}

async function fitted({ png }: StoredPicture): Promise<Picture> {
  const { data, info } = await sharp(png).flatten({ background: 'white' }).resize(side, side, { fit: 'inside', kernel: 'cubic' }).raw().toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, data };
}
