// Masks may be meant again in the picture they were made in and in the pictures that edits made of it: those have the
// same pixels in the same places. A drawing has nothing to do with
// what was there before, and after cropping or turning the pixels lie elsewhere.

import type { Transaction } from '../store/store.ts';
import { refuse } from './refusals.ts';

/** @throws InputError `mask-unknown`, `mask-deleted`, `mask-of-other-picture`. */
export async function checkReferences(
  transaction: Transaction,
  sessionId: string,
  imageId: string | null,
  versionIds: readonly string[],
): Promise<void> {
  if (versionIds.length === 0) return;
  const versions = await transaction.maskVersion.findMany({ where: { id: { in: [...versionIds] } }, include: { mask: true } });
  const lineage = await lineageOf(transaction, sessionId, imageId);
  for (const id of versionIds) {
    const version = versions.find((one) => one.id === id);
    if (version === undefined) throw refuse.unknown('mask', id);
    if (version.mask.deleted && version.mask.sessionId === sessionId) throw refuse.maskDeleted(version.mask.name);
    if (version.mask.sessionId !== sessionId || !lineage.has(version.mask.imageVersionId)) throw refuse.foreignMask(id);
  }
}

/** The picture and those it was made from. */
export async function lineageOf(transaction: Transaction, sessionId: string, imageId: string | null): Promise<Set<string>> {
  const images = await transaction.imageVersion.findMany({ where: { sessionId }, select: { id: true, parentId: true, source: true, moved: true } });
  const lineage = new Set<string>();
  for (let id = imageId; id !== null && !lineage.has(id); ) {
    lineage.add(id);
    const image = images.find((one) => one.id === id);
    id = image === undefined || image.source === 'draw' || image.moved ? null : image.parentId;
  }
  return lineage;
}
