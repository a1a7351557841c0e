// JPEG files as cameras of many megapixels write them: a sample scene enlarged, with the grain of a sensor on it.

import { join } from 'node:path';
import { sharp } from '../../server/images/decoder.ts';

export interface CameraFile {
  name: string;
  width: number;
  height: number;
  bytes: Uint8Array;
}

/** Sizes that cameras have, by megapixels. */
export const cameraSizes: Record<string, [number, number]> = {
  12: [4000, 3000],
  24: [6000, 4000],
  40: [7728, 5152],
  48: [8064, 6048],
  100: [11_648, 8736],
};

/** Side of the grain that is laid over the picture again and again. */
const tile = 512;

export async function cameraFile(megapixels: string, sample = 'balls-on-wood'): Promise<CameraFile> {
  const [width, height] = cameraSizes[megapixels];
  const grain = await sharp({ create: { width: tile, height: tile, channels: 3, background: '#808080', noise: { type: 'gaussian', mean: 128, sigma: 12 } } }).png().toBuffer();
  const scene = await sharp(join(import.meta.dirname, '..', '..', 'samples', `${sample}.png`)).removeAlpha().resize(width, height, { fit: 'fill', kernel: 'cubic' }).png({ compressionLevel: 1 }).toBuffer();
  const bytes = await sharp(scene, { limitInputPixels: false }).composite([{ input: grain, tile: true, blend: 'soft-light' }]).jpeg({ quality: 80 }).toBuffer();
  return { name: `DSC_${megapixels}.jpg`, width, height, bytes };
}
