// What exact operations are measured on: photos of ../shared with a mask each, where they are there, else the shipped scenes.

import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { area, type Mask } from '../../../server/images/mask.ts';
import type { Picture } from '../../../server/images/picture.ts';
import { shippedSet } from '../measure-all.ts';
import { readPhotos } from '../photos.ts';
import { readSet, readSetPicture, type SetPicture } from '../set.ts';

export interface Thing {
  id: string;
  picture: Picture;
  name: string;
  mask: Mask;
  /** Other masks of the picture. */
  others: Mask[];
}

const root = fileURLToPath(new URL('../../..', import.meta.url));
/** Beside the checkout, or beside the folder of a work tree. */
const folders = ['../shared', '../../shared'].flatMap((shared) => ['photos', 'photos-more', 'photos-third'].map((name) => resolve(root, shared, name)));

/** The largest thing of each picture that covers between a hundredth and two thirds of it. */
export async function things(limit: number): Promise<{ from: string; things: Thing[] }> {
  const there = folders.filter((folder) => existsSync(join(folder, 'photos.jsonl')));
  const pictures: SetPicture[] = [];
  for (const folder of there) pictures.push(...(await readPhotos(folder)).filter(({ masks }) => masks.length > 0).slice(0, Math.ceil((limit * 1.5) / there.length)));
  if (pictures.length === 0) pictures.push(...await readSet(shippedSet, limit * 2));
  const found: (Omit<Thing, 'picture'> & { folder: string; file: string })[] = [];
  // In turn from each folder, so that a small limit sees all of them.
  for (const picture of pictures.sort((one, other) => (one.id < other.id ? -1 : 1))) {
    const size = picture.width * picture.height;
    const [first, ...rest] = picture.masks.filter(({ mask }) => area(mask) > 0.01 * size && area(mask) < 0.66 * size).sort((one, other) => area(other.mask) - area(one.mask));
    if (first !== undefined) found.push({ id: picture.id, folder: picture.folder, file: picture.file, name: first.name, mask: first.mask, others: rest.map(({ mask }) => mask) });
  }
  const step = Math.max(1, found.length / limit);
  const taken = await Promise.all(Array.from({ length: Math.min(limit, found.length) }, (_, index) => found[Math.floor(index * step)]).map(async ({ folder, file, ...thing }): Promise<Thing> => ({ ...thing, picture: await readSetPicture(folder, file) })));
  return { from: there.length > 0 ? 'held-out photos' : 'shipped scenes', things: taken };
}
