// Pictures of the blob folder, decoded. The last few are kept: a session is about one or two of them, and the model looks up
// what it has already seen by their bytes.

import { readStoredPicture } from '../images/intake.ts';
import type { Picture } from '../images/picture.ts';
import { apart } from '../images/threads/apart.ts';
import type { BlobStore } from '../store/blobs.ts';

export interface Pictures {
  /** `size` in pixels, as it is stored with it. */
  read(blob: string, size: { width: number; height: number }): Promise<Picture>;
  /** A picture that was just made and put into the folder. */
  keep(blob: string, picture: Picture): void;
}

/** Pictures kept, as long as they have no more pixels than this together: 3 bytes each. */
const [kept, keptPixels] = [4, 100_000_000];

export function openPictures(blobs: BlobStore): Pictures {
  const held = new Map<string, { pixels: number; picture: Promise<Picture> }>();
  const hold = (blob: string, one: { pixels: number; picture: Promise<Picture> }): void => {
    held.delete(blob);
    held.set(blob, one);
    let together = Array.from(held.values()).reduce((sum, { pixels }) => sum + pixels, 0);
    for (const [oldest, { pixels }] of held) {
      if (held.size === 1 || (held.size <= kept && together <= keptPixels)) break;
      held.delete(oldest);
      together -= pixels;
    }
  };

  return {
    read(blob, { width, height }) {
      const pixels = width * height;
      const about = { file: 'server/images/intake.ts', name: 'readStoredPicture', pixels, long: true };
      const one = held.get(blob) ?? { pixels, picture: blobs.get(blob).then((bytes) => apart(readStoredPicture, about, bytes)) };
      one.picture.catch(() => held.delete(blob));
      hold(blob, one);
      return one.picture;
    },
    keep(blob, picture) {
      hold(blob, { pixels: picture.width * picture.height, picture: Promise.resolve(picture) });
    },
  };
}
