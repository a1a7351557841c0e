// Masks out: as run lengths for machines, as a picture for people.

import { maskToPng } from '../images/export.ts';
import { decodeRle } from '../images/rle.ts';
import type { MaskShape } from '../store/log-event.ts';
import type { Store } from '../store/store.ts';
import type { MaskRleDocument } from './documents.ts';
import { refuse } from './refusals.ts';
import { isId } from './requests.ts';

/** By the id of a mask (its newest version) or of a version. @throws FocusError `mask-unknown`. */
export async function readMask(store: Store, id: string): Promise<MaskRleDocument> {
  if (!isId(id)) throw refuse.unknown('mask', id);
  const row = await store.prisma.maskVersion.findFirst({
    where: { OR: [{ id }, { maskId: id }] },
    orderBy: { number: 'desc' },
    include: { mask: true },
  });
  if (row === null) throw refuse.unknown('mask', id);
  const { sessionId, imageVersionId, name } = row.mask;
  const { maskId, score, counts, area } = row;
  const size: [number, number] = [row.height, row.width];
  const box = row.box as unknown as MaskShape['box'];
  return { maskId, versionId: row.id, sessionId, imageVersionId, name, score, size, counts, area, box };
}

/** A grey PNG of the picture's size: 255 inside, 0 outside. */
export async function maskPicture({ size, counts }: Pick<MaskRleDocument, 'size' | 'counts'>): Promise<Uint8Array> {
  return maskToPng(decodeRle({ size, counts }));
}
