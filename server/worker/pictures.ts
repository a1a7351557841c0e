// Pictures of the blob folder, decoded. The last few are kept: a session is about one or two of them, and the model looks up
// what it has already seen by their bytes.

import { readTransparent } from '../images/intake.ts';
import type { Picture } from '../images/picture.ts';
import type { BlobStore } from '../store/blobs.ts';

export interface Pictures {
  read(blob: string): Promise<Picture>;
}

/** A picture of 40 million pixels takes 120 MB. */
const kept = 4;

export function openPictures(blobs: BlobStore): Pictures {
  const held = new Map<string, Promise<Picture>>();
  return {
    read(blob) {
      const picture = held.get(blob) ?? blobs.get(blob).then((bytes) => readTransparent(bytes));
      held.delete(blob);
      held.set(blob, picture);
      picture.catch(() => held.delete(blob));
      for (const oldest of held.keys()) {
        if (held.size <= kept) break;
        held.delete(oldest);
      }
      return picture;
    },
  };
}
