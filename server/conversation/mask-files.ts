// Masks as files: pictures, cut-outs and outlines.

import { adjustmentSchema } from '../images/adjust/adjustment.ts';
import { runInThread } from '../images/adjust/in-thread.ts';
import { maskPngApart, maskSvgApart } from '../images/stored.ts';
import type { Rle } from '../images/rle.ts';
import type { Store } from '../store/store.ts';
import type { MaskRleDocument } from './documents.ts';
import { readImage } from './images.ts';
import { refuse } from './refusals.ts';

export type MaskFormat = 'png' | 'svg' | 'cutout';

export interface MaskFile {
  type: 'image/png' | 'image/svg+xml';
  bytes: Uint8Array;
}

/** `image` is the picture of a cut-out, the mask's own where left out. @throws FocusError `image-unknown`, `picture-size-differs`. */
export async function maskFile(store: Store, mask: MaskRleDocument, format: MaskFormat, image?: string): Promise<MaskFile> {
  if (format === 'png') return { type: 'image/png', bytes: await maskPicture(mask) };
  if (format === 'svg') return { type: 'image/svg+xml', bytes: new TextEncoder().encode(await maskSvgApart(rleOf(mask), mask.name)) };
  const { png, image: { sessionId } } = await readImage(store, image ?? mask.imageVersionId);
  if (sessionId !== mask.sessionId) throw refuse.unknown('image', image ?? '');
  const adjustment = adjustmentSchema.parse({ kind: 'cut-out', trim: false, clean: false });
  const cut = await runInThread({ picture: png, mask, feather: mask.feather, adjustment, carried: [] });
  return { type: 'image/png', bytes: cut.png };
}

/** A grey PNG of the picture's size: 255 inside, 0 outside, and what lies between on a soft edge. */
export async function maskPicture({ size, counts, feather }: Pick<MaskRleDocument, 'size' | 'counts' | 'feather'>): Promise<Uint8Array> {
  return maskPngApart({ size, counts }, feather);
}

/** Nothing else of it goes into a thread. */
function rleOf({ size, counts }: MaskRleDocument): Rle {
  return { size, counts };
}
