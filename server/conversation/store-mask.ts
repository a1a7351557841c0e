// New masks and versions made by hand, and what undoing them puts back.

import { randomUUID } from 'node:crypto';
import type { Prisma } from '../store/generated/client.ts';
import type { MaskShape } from '../store/log-event.ts';
import type { Patch } from '../store/operation-log.ts';
import type { Transaction } from '../store/store.ts';
import { shortName } from './compute-mask.ts';
import type { MaskOperation, MaskVersionDocument } from './documents.ts';
import type { VersionRow } from './mask-rows.ts';

/** What an operation did. */
export interface Done {
  maskIds: string[];
  versionId: string | null;
  /** The picture made. */
  imageId?: string;
  /** The values that what it changed had before. */
  before: Patch;
}

export interface MadeVersion {
  operation: MaskOperation;
  parameters?: MaskVersionDocument['parameters'];
  shape: MaskShape;
  feather: number;
  score: number;
  sourceIds: readonly string[];
}

/** A further version of the mask whose newest one is given. */
export async function storeVersion(transaction: Transaction, newest: VersionRow, made: MadeVersion): Promise<Done> {
  const { maskId } = newest;
  const { _max } = await transaction.maskVersion.aggregate({ where: { maskId }, _max: { number: true } });
  const versionId = await write(transaction, { maskId, number: (_max.number ?? 0) + 1, parentId: newest.id }, made);
  return { maskIds: [maskId], versionId, before: { versions: { [versionId]: { withdrawn: true } } } };
}

export interface NewMask {
  sessionId: string;
  imageVersionId: string;
  name: string;
}

export async function storeMask(transaction: Transaction, mask: NewMask, made: MadeVersion): Promise<Done> {
  const maskId = randomUUID();
  await transaction.mask.create({ data: { ...mask, id: maskId, name: shortName(mask.name) } });
  const versionId = await write(transaction, { maskId, number: 1, parentId: null }, made);
  return { maskIds: [maskId], versionId, before: { masks: { [maskId]: { deleted: true } } } };
}

async function write(
  transaction: Transaction,
  place: { maskId: string; number: number; parentId: string | null },
  { operation, parameters = {}, shape, feather, score, sourceIds }: MadeVersion,
): Promise<string> {
  const { counts, width, height, area, box } = shape;
  const { id } = await transaction.maskVersion.create({
    data: {
      ...place, id: randomUUID(), operation, parameters: parameters as Prisma.InputJsonObject, feather, score, sourceIds: [...sourceIds],
      counts, width, height, area, box,
    },
    select: { id: true },
  });
  return id;
}
