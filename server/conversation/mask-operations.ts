// What is done to masks by hand. Each gives what it did; operate.ts holds the session meanwhile and records it.

import { assertMaskFits } from '../images/mask.ts';
import type { MaskShape } from '../store/log-event.ts';
import type { Transaction } from '../store/store.ts';
import { type ComputedShape, computeShapeApart, readShapeApart } from './compute-shape.ts';
import { changeable, changeableOf, findVersion, type VersionRow } from './mask-rows.ts';
import type { ComputedRequest, Operating } from './operation-requests.ts';
import { refuse } from './refusals.ts';
import { type Done, storeMask, storeVersion } from './store-mask.ts';

type Of<Kind extends Operating['kind']> = Extract<Operating, { kind: Kind }>;

export async function deriveMask(transaction: Transaction, sessionId: string, request: ComputedRequest): Promise<Done> {
  const { computed, versions } = await computeFrom(transaction, sessionId, request);
  const { operation, parameters, shape, feather } = computed;
  const made = {
    operation, parameters, feather, shape,
    score: Math.min(...versions.map(({ score }) => score)), sourceIds: versions.map(({ id }) => id),
  };
  if (request.into === 'version') return storeVersion(transaction, await changeableOf(transaction, versions[0], idsOf(request)[0]), made);
  return storeMask(transaction, { sessionId, imageVersionId: await newestPicture(transaction, versions), name: request.name ?? computed.name }, made);
}

/** The mask that an operation would make, and the versions it is made from. */
export async function computeFrom(transaction: Transaction, sessionId: string, request: ComputedRequest): Promise<{ computed: ComputedShape; versions: VersionRow[] }> {
  const versions: VersionRow[] = [];
  for (const id of idsOf(request)) versions.push(await findVersion(transaction, sessionId, id));
  const sources = versions.map(({ counts, width, height, feather, mask: { name } }) => ({ name, feather, counts, width, height }));
  return { computed: await computeShapeApart(request, sources), versions };
}

function idsOf(request: ComputedRequest): readonly string[] {
  return request.kind === 'mask-combine' ? request.masks : [request.mask];
}

/** A mask of several lies on the picture made last: there all of them are. */
async function newestPicture(transaction: Transaction, versions: readonly VersionRow[]): Promise<string> {
  const ids = versions.map(({ mask }) => mask.imageVersionId);
  const newest = await transaction.imageVersion.findFirst({ where: { id: { in: ids } }, orderBy: [{ createdAt: 'desc' }, { id: 'desc' }], select: { id: true } });
  return newest?.id ?? ids[0];
}

export async function drawMask(transaction: Transaction, sessionId: string, request: Of<'mask-draw'>): Promise<Done> {
  const { size, counts, tool, prompts, name = 'mask' } = request;
  const newest = request.mask === undefined ? null : await changeable(transaction, sessionId, request.mask);
  if (newest !== null && request.base !== undefined && request.base !== newest.id) throw refuse.maskChanged(newest.mask.name);
  const picture = newest ?? await pictureFor(transaction, sessionId, request.image);
  assertMaskFits({ width: size[1], height: size[0] }, picture);
  const shape = await readShapeApart(size, counts);
  if (shape.area === 0) throw refuse.maskEmpty('no pixel is inside');
  const parameters = { ...(tool === undefined ? {} : { tool }), ...(prompts === undefined ? {} : { prompts }) };
  // What a person drew is what is meant.
  const made = { operation: 'draw' as const, parameters, shape, feather: newest?.feather ?? 0, score: 1, sourceIds: newest === null ? [] : [newest.id] };
  if (newest !== null) return storeVersion(transaction, newest, made);
  return storeMask(transaction, { sessionId, imageVersionId: picture.id, name }, made);
}

/** The picture a new mask is drawn on. @throws InputError `image-unknown`, `session-without-picture`. */
export async function pictureFor(transaction: Transaction, sessionId: string, image: string | undefined): Promise<{ id: string; width: number; height: number }> {
  const session = await transaction.session.findUniqueOrThrow({ where: { id: sessionId } });
  const id = image ?? session.currentImageId;
  if (id === null) throw refuse.noPicture();
  const row = await transaction.imageVersion.findUnique({ where: { id } });
  if (row === null || row.sessionId !== sessionId) throw refuse.unknown('image', id);
  return row;
}

/** A new mask, or a further version, that is equal to one that is there. */
export async function copyMask(transaction: Transaction, sessionId: string, request: Of<'mask-duplicate'> | Of<'mask-revert'>): Promise<Done> {
  const { kind } = request;
  const version = await findVersion(transaction, sessionId, kind === 'mask-revert' ? request.version : request.mask);
  const { counts, width, height, area, feather, score, mask: { imageVersionId, name } } = version;
  const shape = { counts, width, height, area, box: version.box as unknown as MaskShape['box'] };
  const made = { shape, feather, score, sourceIds: [version.id] };
  if (kind === 'mask-duplicate') return storeMask(transaction, { sessionId, imageVersionId, name: request.name ?? `${name} copy` }, { ...made, operation: 'duplicate' });
  const newest = await changeable(transaction, sessionId, request.mask);
  if (newest.maskId !== version.maskId) throw refuse.unknown('mask', request.version);
  return storeVersion(transaction, newest, { ...made, operation: 'restore' });
}

type Marking = Of<'mask-rename'> | Of<'mask-hide'> | Of<'mask-lock'> | Of<'mask-delete'> | Of<'mask-restore'>;

/** Changes what is said about a mask, not what it covers. */
export async function markMask(transaction: Transaction, sessionId: string, request: Marking): Promise<Done> {
  const row = await transaction.mask.findFirst({ where: { sessionId, OR: [{ id: request.mask }, { versions: { some: { id: request.mask } } }] } });
  if (row === null) throw refuse.unknown('mask', request.mask);
  const { kind } = request;
  if (row.deleted && kind !== 'mask-restore') throw refuse.maskDeleted(row.name);
  if (row.locked && (kind === 'mask-rename' || kind === 'mask-delete')) throw refuse.maskLocked(row.name);
  const [data, before] = kind === 'mask-rename' ? [{ name: request.name }, { name: row.name }]
    : kind === 'mask-hide' ? [{ hidden: request.hidden }, { hidden: row.hidden }]
    : kind === 'mask-lock' ? [{ locked: request.locked }, { locked: row.locked }]
    : [{ deleted: kind === 'mask-delete' }, { deleted: row.deleted }];
  await transaction.mask.update({ where: { id: row.id }, data });
  return { maskIds: [row.id], versionId: null, before: { masks: { [row.id]: before } } };
}
