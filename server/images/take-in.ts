import { pictureToPng } from './export.ts';
import { readPicture } from './intake.ts';
import type { PictureLimits } from './limits.ts';
import type { IntakeNote } from './notes.ts';

/** A picture file as it is kept. */
export interface TakenIn {
  png: Uint8Array;
  width: number;
  height: number;
  notes: IntakeNote[];
}

/** Decodes a file and encodes its pixels anew, so that nothing of it but those is kept. @throws PictureError as `readPicture`. */
export async function takeIn(bytes: Uint8Array, limits: Partial<PictureLimits> = {}): Promise<TakenIn> {
  const picture = await readPicture(bytes, limits);
  return { png: await pictureToPng(picture), width: picture.width, height: picture.height, notes: picture.notes };
}
