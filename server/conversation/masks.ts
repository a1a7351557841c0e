// Masks read by their id, with all versions or one of them.

import type { MaskShape } from '../store/log-event.ts';
import type { Store } from '../store/store.ts';
import type { MaskDocument, MaskOperation, MaskRleDocument } from './documents.ts';
import { refuse } from './refusals.ts';
import { isId } from './requests.ts';
import { maskDocument, withVersions } from './session-document.ts';

const living = { session: { deletedAt: null } };

/** The mask with its versions, also when it was deleted. @throws FocusError `mask-unknown`. */
export async function getMask(store: Store, id: string): Promise<MaskDocument> {
  const row = isId(id) ? await store.prisma.mask.findFirst({ where: { OR: [{ id }, { versions: { some: { id } } }], ...living }, include: withVersions }) : null;
  if (row === null) throw refuse.unknown('mask', id);
  return maskDocument(row);
}

/**
 * By the id of a mask (its newest version) or of a version; `version` is the number or the id of another version of that mask.
 * @throws FocusError `mask-unknown`, `version-unknown`.
 */
export async function readMask(store: Store, id: string, version?: string): Promise<MaskRleDocument> {
  if (!isId(id)) throw refuse.unknown('mask', id);
  const asked = await store.prisma.maskVersion.findFirst({
    where: { OR: [{ id }, { maskId: id, withdrawn: false }], mask: living },
    orderBy: { number: 'desc' },
    include: { mask: true },
  });
  if (asked === null) throw refuse.unknown('mask', id);
  const row = version === undefined ? asked : await otherVersion(store, asked.maskId, version);
  const { sessionId, imageVersionId, name } = asked.mask;
  const { maskId, score, counts, area, number, feather } = row;
  const size: [number, number] = [row.height, row.width];
  const box = row.box as unknown as MaskShape['box'];
  const operation = row.operation as MaskOperation;
  return { maskId, versionId: row.id, sessionId, imageVersionId, name, score, size, counts, area, box, number, operation, feather };
}

async function otherVersion({ prisma }: Store, maskId: string, version: string) {
  const number = /^\d{1,9}$/.test(version) ? Number(version) : null;
  const row = number !== null ? await prisma.maskVersion.findUnique({ where: { maskId_number: { maskId, number } } })
    : isId(version) ? await prisma.maskVersion.findUnique({ where: { id: version, maskId } }) : null;
  if (row === null) throw refuse.unknownVersion(version);
  return row;
}
