// Removal on photos. Nobody has seen what is behind a thing on a photo; so a thing is cut out of another photo and pasted
// where no known object lies, and the photo as it was is the truth. The result is a set like any other: pictures with
// one edit each, its mask given.

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cropMask, cropPicture } from '../../server/images/crop.ts';
import { pictureToPng } from '../../server/images/export.ts';
import { area, boundingBox, createMask, intersect, type Mask } from '../../server/images/mask.ts';
import { dilate } from '../../server/images/morphology.ts';
import type { Picture } from '../../server/images/picture.ts';
import { resizeMask, resizePicture } from '../../server/images/resize.ts';
import { encodeRle } from '../../server/images/rle.ts';
import { pick, type Random, randomFrom } from './random.ts';
import { readSet, readSetPicture, type SetPicture, unionOf } from './set.ts';

/** Longer side of what is pasted, as a share of the photo's shorter side. */
const smallest = 0.2;
const largest = 0.4;
const tries = 60;

/** Writes the set into an empty folder and reads it back. Photos without masks, or full of objects, are left out. */
export async function writePasted(photos: readonly SetPicture[], folder: string): Promise<SetPicture[]> {
  const donors = photos.filter(({ masks }) => masks.length > 0);
  const lines: string[] = [];
  for (const photo of donors) {
    const random = randomFrom(`${photo.id}/pasted`);
    const others = donors.filter(({ id }) => id !== photo.id);
    const place = others.length === 0 ? null : await placed(photo, others[pick(random, others.length)], random);
    if (place === null) continue;
    const name = `${lines.length}`;
    const truth = await readSetPicture(photo.folder, photo.file);
    await writeFile(join(folder, `${name}.png`), await pictureToPng(paste(truth, place)));
    await writeFile(join(folder, `${name}-truth.png`), await pictureToPng(truth));
    lines.push(JSON.stringify({
      id: photo.id, file: `${name}.png`, width: truth.width, height: truth.height, source: photo.source,
      masks: [{ name: 'thing', ...encodeRle(place.mask) }],
      edits: [{ instruction: 'remove this', kind: 'remove', mask: 0, given: true, target: `${name}-truth.png`, region: encodeRle(place.mask) }],
    }));
  }
  await writeFile(join(folder, 'pasted.jsonl'), lines.join('\n'));
  return lines.length === 0 ? [] : readSet(folder);
}

interface Place {
  /** The thing at its size, with its mask. */
  thing: Picture;
  shape: Mask;
  left: number;
  top: number;
  /** Where it covers the photo. */
  mask: Mask;
}

/** A thing of another photo, scaled, at a place of this one that keeps clear of its objects; null where tries run out. */
async function placed(photo: SetPicture, donor: SetPicture, random: Random): Promise<Place | null> {
  const whole = donor.masks.map(({ mask }) => mask).reduce((one, other) => (area(other) > area(one) ? other : one));
  const box = boundingBox(whole);
  if (box === null || area(whole) < 100) return null;
  const side = Math.min(photo.width, photo.height) * (smallest + (largest - smallest) * random());
  const scale = side / Math.max(box.width, box.height);
  const [width, height] = [Math.max(4, Math.round(box.width * scale)), Math.max(4, Math.round(box.height * scale))];
  const shape = resizeMask(cropMask(whole, box), width, height);
  if (area(shape) < 24 || width >= photo.width || height >= photo.height) return null;
  const taken = dilate(unionOf(photo, photo.masks.map((_, index) => index)), Math.max(photo.width, photo.height) / 40);
  for (let attempt = 0; attempt < tries; attempt += 1) {
    const [left, top] = [pick(random, photo.width - width), pick(random, photo.height - height)];
    const mask = moved(shape, photo, left, top);
    if (area(intersect(mask, taken)) > 0) continue;
    const thing = resizePicture(cropPicture(await readSetPicture(donor.folder, donor.file), box), width, height, 'area');
    return { thing, shape, left, top, mask };
  }
  return null;
}

function moved(shape: Mask, { width, height }: { width: number; height: number }, left: number, top: number): Mask {
  const mask = createMask(width, height);
  for (let y = 0; y < shape.height; y += 1) {
    mask.data.set(shape.data.subarray(y * shape.width, (y + 1) * shape.width), (top + y) * width + left);
  }
  return mask;
}

function paste(photo: Picture, { thing, shape, left, top }: Place): Picture {
  const data = photo.data.slice();
  for (let pixel = 0; pixel < shape.data.length; pixel += 1) {
    if (shape.data[pixel] === 0) continue;
    const [x, y] = [left + (pixel % shape.width), top + Math.floor(pixel / shape.width)];
    data.set(thing.data.subarray(pixel * 3, pixel * 3 + 3), (y * photo.width + x) * 3);
  }
  return { ...photo, data };
}
