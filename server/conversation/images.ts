// Pictures in and out. What comes in is decoded and encoded anew, so nothing of the uploaded file but its pixels is kept.

import { sharp } from '../images/decoder.ts';
import { defaultLimits } from '../images/limits.ts';
import { takeIn } from '../images/take-in.ts';
import { apart, worthwhile } from '../images/threads/apart.ts';
import { deathsOn } from '../queue/set-aside.ts';
import type { Store } from '../store/store.ts';
import type { ImageDocument, UploadDocument } from './documents.ts';
import { openGate } from './gate.ts';
import { refuse } from './refusals.ts';
import { isId } from './requests.ts';
import { imageDocument } from './session-document.ts';
import { refuseSetAside } from './set-aside.ts';

/** A picture that is taken in needs some hundred megabytes: two at a time, whoever asks. */
export const decoding = openGate(2);

export interface AddImageOptions {
  source?: 'upload' | 'sample';
  /** How long whoever sent it waits: decoding is given up by then. */
  milliseconds?: number;
}

/** Takes in a picture file. @throws PictureError as `readPicture`; InputError `picture-set-aside`; FocusError of the blob store. */
export async function addImage(
  store: Store,
  bytes: Uint8Array,
  name: string,
  { source = 'upload', milliseconds = Infinity }: AddImageOptions = {},
): Promise<UploadDocument> {
  const until = performance.now() + milliseconds;
  const { png, width, height, notes } = await decoding(() => {
    const seconds = Math.min(defaultLimits.seconds, (until - performance.now()) / 1000);
    // A small file may hold a large picture; what comes with focus does not.
    const pixels = source === 'sample' ? 0 : worthwhile;
    return apart(takeIn, { file: 'server/images/take-in.ts', name: 'takeIn', pixels, long: true }, bytes, { seconds });
  });
  const blob = await store.blobs.put(png);
  const workerDeaths = await deathsOn(store, blob);
  refuseSetAside({ workerDeaths });
  const row = await store.prisma.imageVersion.create({ data: { source, workerDeaths, name: plainName(name), blob, width, height, notes: notes.map(({ message }) => message) } });
  return imageDocument(row);
}

/** Pictures of a deleted session cannot be read; uploads that are in none yet can. */
const ofLivingSession = { OR: [{ sessionId: null }, { session: { deletedAt: null } }] };

/** A picture as stored. `blob` is its sha256 and never changes for an id. */
export interface StoredPicture {
  image: ImageDocument;
  blob: string;
  png: Uint8Array;
}

/** @throws FocusError `image-unknown`, `blob-missing`. */
export async function readImage(store: Store, id: string): Promise<StoredPicture> {
  const row = isId(id) ? await store.prisma.imageVersion.findUnique({ where: { id, ...ofLivingSession } }) : null;
  if (row === null) throw refuse.unknown('image', id);
  return { image: imageDocument(row), blob: row.blob, png: await store.blobs.get(row.blob) };
}

/** A small copy of a picture, and what kind of file it is. */
export interface SmallPicture {
  type: 'image/jpeg' | 'image/webp';
  bytes: Uint8Array;
}

/** The picture with at most `side` pixels on its longest side: a JPEG, which encodes several times faster than WebP, or a WebP where some of it is transparent. */
export async function smallImage(png: Uint8Array, side: number): Promise<SmallPicture> {
  return decoding(async () => {
    const picture = sharp(png, { limitInputPixels: false });
    const { hasAlpha } = await picture.metadata();
    const small = picture.resize({ width: side, height: side, fit: 'inside', withoutEnlargement: true });
    if (hasAlpha) return { type: 'image/webp', bytes: await small.webp({ quality: 90, effort: 1 }).toBuffer() };
    return { type: 'image/jpeg', bytes: await small.jpeg({ quality: 85 }).toBuffer() };
  });
}

/** The last part of a path without control characters: a name to show, never one to open. */
function plainName(name: string): string {
  const last = name.split(/[/\\]/).at(-1) ?? '';
  return last.replace(/\p{Cc}/gu, '').trim().slice(0, 200);
}
