// DAVIS 2017: frames as JPEG, annotations as PNG with a colour an object, a list of sequences for each split.

import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readPicture } from '../../../server/images/intake.ts';
import { createMask } from '../../../server/images/mask.ts';
import type { Picture } from '../../../server/images/picture.ts';
import { decodeRle, encodeRle, type Rle } from '../../../server/images/rle.ts';
import type { Clip } from '../clip-set.ts';
import { firstOf } from './files.ts';

const black = 0;
/** The last colour of the palette marks what belongs to no object. */
const unlabelled = 0xe0e0c0;

/** The sequences of a split; the objects are those of the first frame, in the order of the palette's colours there. */
export async function readDavis(folder: string, split: string, limit = Infinity): Promise<Clip[]> {
  const list = await firstOf(folder, [`ImageSets/2017/${split}.txt`], `list of the split ${split} of DAVIS 2017`);
  const names = (await readFile(join(folder, list), 'utf8')).split(/\s+/).filter((name) => name !== '');
  const clips: Clip[] = [];
  for (const name of names.slice(0, limit)) clips.push(await readSequence(folder, name));
  return clips;
}

async function readSequence(folder: string, name: string): Promise<Clip> {
  const photos = await firstOf(folder, [`JPEGImages/480p/${name}`, `JPEGImages/Full-Resolution/${name}`], `frames of ${name}`);
  const truth = await firstOf(folder, [`Annotations/480p/${name}`, `Annotations/Full-Resolution/${name}`], `annotations of ${name}`);
  const files = (await readdir(join(folder, photos))).filter((file) => file.endsWith('.jpg')).sort();
  const frames: Map<number, Rle>[] = [];
  let size = { width: 0, height: 0 };
  for (const file of files) {
    const picture = await readPicture(join(folder, truth, file.replace(/\.jpg$/, '.png')));
    size = { width: picture.width, height: picture.height };
    frames.push(masksByColour(picture));
  }
  const nothing = createMask(size.width, size.height);
  return {
    id: name, folder, frames: files.map((file) => `${photos}/${file}`), ...size, source: 'davis', refs: [],
    objects: [...frames[0].keys()].sort((a, b) => a - b).map((colour, index) => ({
      name: `object ${index + 1}`,
      at: (frame) => {
        const found = frames[frame].get(colour);
        return found === undefined ? nothing : decodeRle(found);
      },
    })),
  };
}

function masksByColour({ width, height, data }: Picture): Map<number, Rle> {
  const masks = new Map<number, ReturnType<typeof createMask>>();
  for (let pixel = 0; pixel < width * height; pixel += 1) {
    const colour = data[pixel * 3] * 65536 + data[pixel * 3 + 1] * 256 + data[pixel * 3 + 2];
    if (colour === black || colour === unlabelled) continue;
    let mask = masks.get(colour);
    if (mask === undefined) masks.set(colour, (mask = createMask(width, height)));
    mask.data[pixel] = 1;
  }
  return new Map([...masks].map(([colour, mask]) => [colour, encodeRle(mask)]));
}
