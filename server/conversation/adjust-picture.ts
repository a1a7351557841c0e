// An exact operation: computed in a thread of its own before anything is held, then written in one short transaction.

import { createHash, randomUUID } from 'node:crypto';
import { movesPixels, needsMask } from '../images/adjust/adjustment.ts';
import { runInThread } from '../images/adjust/in-thread.ts';
import type { AdjustDone } from '../images/adjust/job.ts';
import { type Mask, union } from '../images/mask.ts';
import { decodeRle, encodeRle } from '../images/rle.ts';
import { notify } from '../store/notifications.ts';
import { appendOperation, lockSession, placeOf } from '../store/operation-log.ts';
import { shapeOf } from '../store/mask-shape.ts';
import type { Prisma } from '../store/generated/client.ts';
import type { Store, Transaction } from '../store/store.ts';
import { refuseWhileRunning } from './branch.ts';
import type { OperatedDocument } from './documents.ts';
import { findVersion, type VersionRow } from './mask-rows.ts';
import { operatedDocument } from './operation-document.ts';
import type { AdjustRequest } from './operation-requests.ts';
import { checkReferences, lineageOf } from './references.ts';
import { refuse } from './refusals.ts';
import { storeMask } from './store-mask.ts';

interface Source {
  id: string;
  blob: string;
  /** Where the session was when it was read. */
  currentImageId: string | null;
  versions: VersionRow[];
  /** Newest versions of the masks that are there and go with the picture. */
  carried: VersionRow[];
}

/**
 * Makes a new version of the picture and goes there. The same `id` again answers what was done the first time.
 * @throws InputError `session-unknown`, `image-unknown`, `mask-unknown`, `picture-changed`, `turn-running`; as `adjust` of server/images/adjust.
 */
export async function adjustPicture(store: Store, sessionId: string, id: string, request: Omit<AdjustRequest, 'id'>): Promise<OperatedDocument> {
  const fingerprint = createHash('sha256').update(JSON.stringify(request)).digest('hex');
  const earlier = await doneBefore(store.prisma, { id, sessionId, fingerprint });
  if (earlier !== null) return earlier;
  const source = await readSource(store, sessionId, request);
  const done = await compute(store, request, source);
  const blob = await store.blobs.put(done.png);
  return store.prisma.$transaction(async (transaction) => {
    if (!await lockSession(transaction, sessionId, store.owner)) throw refuse.unknown('session', sessionId);
    const meanwhile = await doneBefore(transaction, { id, sessionId, fingerprint });
    if (meanwhile !== null) return meanwhile;
    await refuseWhileRunning(transaction, sessionId);
    const before = await placeOf(transaction, sessionId);
    if (request.image === undefined && before.currentImageId !== source.currentImageId) throw refuse.pictureChanged();
    const imageId = randomUUID();
    const maskIds = await write(transaction, { sessionId, imageId, blob, source, request, done });
    await transaction.session.update({ where: { id: sessionId }, data: { currentImageId: imageId, updatedAt: new Date() } });
    const masks = Object.fromEntries(maskIds.map((maskId) => [maskId, { deleted: true }]));
    const operation = await appendOperation(transaction, sessionId, { id, fingerprint, kind: 'adjust', maskIds, imageId, before: { session: before, masks } });
    await notify(transaction, 'focus_session', sessionId);
    return operatedDocument(transaction, operation);
  });
}

async function doneBefore(transaction: Transaction, { id, sessionId, fingerprint }: { id: string; sessionId: string; fingerprint: string }): Promise<OperatedDocument | null> {
  const earlier = await transaction.operation.findUnique({ where: { id } });
  if (earlier === null) return null;
  if (earlier.sessionId !== sessionId || earlier.fingerprint !== fingerprint) throw refuse.operationIdTaken(id);
  return operatedDocument(transaction, earlier);
}

async function readSource({ prisma, owner }: Store, sessionId: string, { image, masks, adjustment }: Omit<AdjustRequest, 'id'>): Promise<Source> {
  const session = await prisma.session.findFirst({ where: { id: sessionId, deletedAt: null, ...(owner === null ? {} : { owner }) } });
  if (session === null) throw refuse.unknown('session', sessionId);
  const imageId = image ?? session.currentImageId;
  if (imageId === null) throw refuse.noPicture();
  const row = await prisma.imageVersion.findUnique({ where: { id: imageId } });
  if (row?.sessionId !== sessionId) throw refuse.unknown('image', imageId);
  const versions: VersionRow[] = [];
  for (const id of masks) versions.push(await findVersion(prisma, sessionId, id));
  await checkReferences(prisma, sessionId, imageId, versions.map(({ id }) => id));
  return { id: imageId, blob: row.blob, currentImageId: session.currentImageId, versions, carried: movesPixels(adjustment) ? await masksOf(prisma, sessionId, imageId) : [] };
}

/** The newest version of every mask on the way to a picture, as the page shows them. */
async function masksOf(prisma: Transaction, sessionId: string, imageId: string): Promise<VersionRow[]> {
  const lineage = [...await lineageOf(prisma, sessionId, imageId)];
  const [masks, edits] = await Promise.all([
    prisma.mask.findMany({
      where: { sessionId, deleted: false, imageVersionId: { in: lineage } }, orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
      include: { versions: { where: { withdrawn: false }, orderBy: { number: 'desc' }, take: 1, include: { mask: true, turn: { select: { action: true } } } } },
    }),
    prisma.edit.findMany({ where: { resultId: { in: lineage } }, select: { endedMaskIds: true } }),
  ]);
  const ended = new Set(edits.flatMap(({ endedMaskIds }) => endedMaskIds));
  return masks.flatMap(({ id, versions }) => (ended.has(id) ? [] : versions)).filter(({ turn, turnId }) => turnId === null || turn?.action === 'segment');
}

async function compute(store: Store, { adjustment }: Omit<AdjustRequest, 'id'>, { blob, versions, carried }: Source): Promise<AdjustDone> {
  const picture = await store.blobs.get(blob);
  const other = adjustment.kind === 'background' && adjustment.picture !== undefined ? await behind(store, adjustment.picture) : undefined;
  const mask = versions.length === 0 || (!needsMask(adjustment) && 'target' in adjustment && adjustment.target === 'picture') ? null : rleOf(versions.map(maskOf).reduce(union));
  const feather = Math.max(0, ...versions.map((version) => version.feather));
  return runInThread({ picture, mask, feather, adjustment, other, carried: carried.map(({ width, height, counts }) => ({ size: [height, width], counts })) });
}

async function behind(store: Store, id: string): Promise<Uint8Array> {
  const { prisma, owner } = store;
  const row = await prisma.imageVersion.findFirst({ where: { id, OR: [{ sessionId: null, ...(owner === null ? {} : { owner }) }, { session: { deletedAt: null, ...(owner === null ? {} : { owner }) } }] } });
  if (row === null) throw refuse.unknown('image', id);
  return store.blobs.get(row.blob);
}

function maskOf({ counts, width, height }: VersionRow): Mask {
  return decodeRle({ size: [height, width], counts }, Infinity);
}

function rleOf(mask: Mask): { size: [number, number]; counts: string } {
  return encodeRle(mask);
}

interface Made {
  sessionId: string;
  imageId: string;
  blob: string;
  source: Source;
  request: Omit<AdjustRequest, 'id'>;
  done: AdjustDone;
}

/** The picture, what made it, and the masks that moved with it, whose ids it gives. */
async function write(transaction: Transaction, { sessionId, imageId, blob, source, request: { adjustment }, done }: Made): Promise<string[]> {
  const { width, height, moved, region, changedPixels, markedPixels, outsidePixels, milliseconds } = done;
  await transaction.imageVersion.create({ data: { id: imageId, sessionId, parentId: source.id, source: 'edit', blob, width, height, moved } });
  await transaction.edit.create({
    data: {
      id: randomUUID(), kind: adjustment.kind, instruction: '', exact: adjustment as unknown as Prisma.InputJsonObject, sourceId: source.id, resultId: imageId,
      maskVersionIds: source.versions.map(({ id }) => id), region, changedPixels, markedPixels, outsidePixels, seed: 0, paintedWidth: width, paintedHeight: height, milliseconds,
    },
  });
  const maskIds: string[] = [];
  for (const [index, mask] of done.carried.entries()) {
    if (mask === null) continue;
    const { id, feather, score, mask: { name } } = source.carried[index];
    maskIds.push(...(await storeMask(transaction, { sessionId, imageVersionId: imageId, name }, { operation: 'move', shape: shapeOf(mask), feather, score, sourceIds: [id] })).maskIds);
  }
  return maskIds;
}
