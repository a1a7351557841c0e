// Previews that were drawn before: a session is looked at again and again while its picture and its masks stay the same. Each holder
// of a token has its own, so what was drawn for one is never shown to another, whatever id is asked for.

import { createHash } from 'node:crypto';
import type { Conversations } from '../conversation/conversations.ts';
import type { MaskShape } from '../conversation/documents.ts';
import { type Ground, groundOf, previewOn, type ScaledPreview } from './preview.ts';
import { remember } from './remember.ts';

/** What is kept: grounds are raw (at most 1.8 MB each), previews JPEG (at most 200 kB each). */
const most = { grounds: 6, previews: 64 };

export interface Previews {
  /** As `previewOn`. Whoever asks must have found the picture in something they may see. @throws FocusError `image-unknown`, `blob-missing`. */
  of(imageId: string, shapes: readonly MaskShape[]): Promise<ScaledPreview>;
}

export function openPreviews(conversations: Conversations): Previews {
  const grounds = remember<Ground>(most.grounds);
  const previews = remember<ScaledPreview>(most.previews);
  return {
    of: (imageId, shapes) => previews(keyOf(imageId, shapes), async () =>
      previewOn(await grounds(imageId, async () => groundOf(await conversations.picture(imageId))), shapes)),
  };
}

/** The bytes of a picture never change for its id; those of a mask do. */
function keyOf(imageId: string, shapes: readonly MaskShape[]): string {
  const hash = createHash('sha256').update(imageId);
  for (const { width, height, counts } of shapes) hash.update(`|${width} ${height} ${counts}`);
  return hash.digest('base64');
}
