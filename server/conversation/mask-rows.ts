// Masks of a session as an operation needs them, by the id of a mask or of one of its versions.

import type { Prisma } from '../store/generated/client.ts';
import type { Transaction } from '../store/store.ts';
import { refuse } from './refusals.ts';

const withMask = { mask: true } satisfies Prisma.MaskVersionInclude;
export type VersionRow = Prisma.MaskVersionGetPayload<{ include: typeof withMask }>;

/** The version, or the newest one of the mask. @throws InputError `mask-unknown`, `mask-deleted`. */
export async function findVersion(transaction: Transaction, sessionId: string, id: string): Promise<VersionRow> {
  const version = await transaction.maskVersion.findFirst({ where: { OR: [{ id }, { maskId: id, withdrawn: false }] }, orderBy: { number: 'desc' }, include: withMask });
  if (version === null || version.mask.sessionId !== sessionId) throw refuse.unknown('mask', id);
  if (version.mask.deleted) throw refuse.maskDeleted(version.mask.name);
  return version;
}

/** What the mask covers now; null where there is no such mask. */
async function newestVersion(transaction: Transaction, maskId: string): Promise<VersionRow | null> {
  return transaction.maskVersion.findFirst({ where: { maskId, withdrawn: false }, orderBy: { number: 'desc' }, include: withMask });
}

/** The newest version of the mask that an operation is to change. @throws InputError `mask-unknown`, `mask-deleted`, `mask-locked`. */
export async function changeable(transaction: Transaction, sessionId: string, id: string): Promise<VersionRow> {
  return changeableOf(transaction, await findVersion(transaction, sessionId, id), id);
}

/** As `changeable`, of a version that was found by `id`. */
export async function changeableOf(transaction: Transaction, found: VersionRow, id: string): Promise<VersionRow> {
  const { mask, maskId } = found;
  if (mask.locked) throw refuse.maskLocked(mask.name);
  // By the id of its mask the newest one was found.
  const newest = id === maskId ? found : await newestVersion(transaction, maskId);
  if (newest === null) throw refuse.unknown('mask', id);
  return newest;
}
