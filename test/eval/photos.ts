// Photos with masks and names (format: ../../docs/sets.md) as a set: only the tenth that training leaves out.

import { createHash } from 'node:crypto';
import { area } from '../../server/images/mask.ts';
import { InputError } from '../../server/errors.ts';
import type { Row } from './measure.ts';
import { randomFrom } from './random.ts';
import { readSet, type SetPicture } from './set.ts';

/**
 * Whether training must not see a photo: sha256 of its id, the first four bytes as a big-endian number, divisible by ten; also where that holds for the id
 * of its smaller copy ("coco-1" of "coco-1-384").
 */
export function isHeldOut(id: string): boolean {
  return [id, id.replace(/-384$/, '')].some((one) => createHash('sha256').update(one, 'utf8').digest().readUInt32BE(0) % 10 === 0);
}

/**
 * The held-out photos of a folder, at most `limit`: one source after the other, within a source by fixed lot. Masks that
 * are parts of another (the left shoe of "shoes") are left out, so that a click means one thing.
 * @throws InputError as `readSet`; `photos-missing` where no photo of the folder is held out.
 */
export async function readPhotos(folder: string, limit = Infinity): Promise<SetPicture[]> {
  const photos = (await readSet(folder)).filter(({ id }) => isHeldOut(id));
  if (photos.length === 0) {
    throw new InputError({ code: 'photos-missing', message: `No photo of ${folder} is held out.`, hint: 'A tenth is, by id; see docs/sets.md.' });
  }
  const sources = Object.values(Object.groupBy(photos, ({ source }) => source)).map((group) => byLot(group ?? []));
  const order = Array.from({ length: Math.max(...sources.map(({ length }) => length)) }, (_, turn) => sources.flatMap((group) => group[turn] ?? []));
  return order.flat().slice(0, limit).map((photo) => ({
    ...photo,
    qa: photo.qa.map((entry) => ({ ...entry, kind: photo.source })),
    masks: photo.masks.filter(({ partOf, mask }) => partOf === undefined && area(mask) > 0),
  }));
}

function byLot(photos: readonly SetPicture[]): SetPicture[] {
  const lots = photos.map((photo) => ({ photo, lot: randomFrom(photo.id)() }));
  return lots.sort((one, other) => one.lot - other.lot).map(({ photo }) => photo);
}

/** Scores by source, beside those of all photos. */
export const bySource = { name: 'sources', of: ({ source }: SetPicture) => source };

/** Rows of photos stand apart from the scores of scenes: "interactive.box.cIoU" becomes "photos.box.cIoU". */
export function asPhotoRow(row: Row): Row {
  const renamed = (key: string): string => `photos.${key.replace(/\b(interactive|edit)\./, '')}`;
  return { ...row, key: renamed(row.key), baseline: undefined, part: row.part && { ...row.part, of: renamed(row.part.of) } };
}
