// From rows of the database to the documents of the API.

import type { Adjustment } from '../images/adjust/adjustment.ts';
import { rleHolds } from '../images/rle.ts';
import type { Edit, ImageVersion, Prisma } from '../store/generated/client.ts';
import type { ErrorDocument, MaskShape, TurnStatus } from '../store/log-event.ts';
import type {
  EditDocument,
  ImageDocument,
  MaskDocument,
  MaskVersionDocument,
  PromptDocument,
  SessionDocument,
  TurnDocument,
} from './documents.ts';

const saidAndDone = { prompts: { orderBy: { position: 'asc' } }, edit: true } satisfies Prisma.TurnInclude;

/** What has to be read with a turn for its document. */
export const withTurn = {
  ...saidAndDone,
  maskVersions: { where: { withdrawn: false, mask: { deleted: false } }, select: { id: true, counts: true, width: true, height: true }, orderBy: [{ createdAt: 'asc' }, { id: 'asc' }] },
} satisfies Prisma.TurnInclude;

/** What has to be read with a mask for its document. */
export const withVersions = { versions: { where: { withdrawn: false }, orderBy: { number: 'asc' } } } satisfies Prisma.MaskInclude;

/**
 * What has to be read with a session for its whole history, which is one question to the database. The masks that its turns made are among
 * its masks; what only the model reads again is left out.
 */
export const withHistory = {
  currentImage: true,
  images: { orderBy: [{ createdAt: 'asc' }, { id: 'asc' }], include: { editTo: true } },
  turns: { orderBy: [{ createdAt: 'asc' }, { id: 'asc' }], include: saidAndDone, omit: { modelAnswer: true, seen: true } },
  masks: { where: { deleted: false }, orderBy: [{ createdAt: 'asc' }, { id: 'asc' }], include: withVersions },
  operations: { orderBy: { seq: 'desc' }, take: 1 },
} satisfies Prisma.SessionInclude;

export type TurnRow = Prisma.TurnGetPayload<{ include: typeof withTurn }>;
export type SessionRow = Prisma.SessionGetPayload<{ include: typeof withHistory }>;
type MaskRow = SessionRow['masks'][number];
type HistoryTurnRow = SessionRow['turns'][number];

export function sessionDocument(row: SessionRow, record: Pick<SessionDocument, 'operations' | 'undo' | 'redo'>): SessionDocument {
  const made = versionsByTurn(row.masks);
  return {
    id: row.id,
    title: row.title,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
    headTurnId: row.headTurnId,
    currentImage: row.currentImage === null ? null : imageDocument(row.currentImage),
    images: row.images.map(imageDocument),
    turns: row.turns.map((turn) => documentOf(turn, made.get(turn.id) ?? [])),
    masks: row.masks.map(maskDocument),
    ...record,
  };
}

export function imageDocument(row: ImageVersion & { editTo?: Edit | null }): ImageDocument {
  const { id, sessionId, parentId, name, width, height, moved, notes, editTo } = row;
  const source = row.source as ImageDocument['source'];
  const byHand = editTo && editTo.turnId === null ? { adjustment: editDocument(editTo) } : {};
  return { id, sessionId, parentId, source, name, width, height, moved, createdAt: row.createdAt.toISOString(), notes, ...byHand };
}

type MadeVersion = Pick<MaskRow['versions'][number], 'id' | 'counts' | 'width' | 'height'>;

/** The versions that each turn made, oldest first. */
function versionsByTurn(masks: readonly MaskRow[]): Map<string | null, MadeVersion[]> {
  const versions = masks.flatMap((mask) => mask.versions);
  versions.sort((one, other) => Number(one.createdAt) - Number(other.createdAt) || (one.id < other.id ? -1 : 1));
  const made = new Map<string | null, MadeVersion[]>();
  for (const version of versions) made.set(version.turnId, [...(made.get(version.turnId) ?? []), version]);
  return made;
}

export function turnDocument(row: TurnRow): TurnDocument {
  return documentOf(row, row.maskVersions);
}

function documentOf(row: HistoryTurnRow, made: readonly MadeVersion[]): TurnDocument {
  const prompts = row.prompts.flatMap(promptDocument);
  const clicks = prompts.flatMap((prompt) => (prompt.kind === 'point' ? [prompt] : []));
  return {
    id: row.id,
    sessionId: row.sessionId,
    parentId: row.parentId,
    replacesId: row.replacesId,
    text: row.text,
    status: row.status as TurnStatus,
    imageVersionId: row.imageVersionId,
    prompts,
    ...(row.permitted.length === 0 ? {} : { permitted: row.permitted }),
    ...intentOf(row.intent),
    action: row.action,
    answer: row.answer,
    maskVersionIds: made.map(({ id }) => id),
    ...(clicks.length === 0 || made.length === 0 ? {} : { clicks: clicks.map(({ x, y, positive }) => ({ x, y, positive, held: isIn(made, { x, y }) === positive })) }),
    edit: row.edit === null ? null : editDocument(row.edit),
    seed: row.seed,
    rating: row.rating as TurnDocument['rating'],
    error: row.error as ErrorDocument | null,
    createdAt: row.createdAt.toISOString(),
    startedAt: row.startedAt?.toISOString() ?? null,
    finishedAt: row.finishedAt?.toISOString() ?? null,
  };
}

function isIn(made: readonly MadeVersion[], click: { x: number; y: number }): boolean {
  return made.some(({ counts, width, height }) => rleHolds({ size: [height, width], counts }, click));
}

/** What a message was taken for and what could be said next, as far as it was kept. */
function intentOf(stored: unknown): Pick<TurnDocument, 'intent' | 'suggestions'> {
  if (stored === null || typeof stored !== 'object') return {};
  const { suggestions, continues: _, ...intent } = stored as { kind?: string; suggestions?: string[]; continues?: string | null };
  return { ...(intent.kind !== undefined && { intent: { ...intent, kind: intent.kind } }), ...(suggestions && { suggestions }) };
}

function promptDocument(row: TurnRow['prompts'][number]): PromptDocument[] {
  if (row.kind !== 'mask') return [{ kind: row.kind, ...(row.data as object) } as PromptDocument];
  // A mask that was deleted since leaves a reference to nothing.
  return row.maskVersionId === null ? [] : [{ kind: 'mask', maskVersionId: row.maskVersionId }];
}

export function editDocument(row: Edit): EditDocument {
  const { id, kind, instruction, sourceId, resultId, changedPixels, markedPixels, outsidePixels, maskVersionIds, seed, milliseconds, endedMaskIds } = row;
  const paintedAt = { width: row.paintedWidth, height: row.paintedHeight };
  const exact = row.exact as Adjustment | null;
  return {
    id, kind, instruction, exact, sourceId, resultId, maskVersionIds, changedPixels, markedPixels, outsidePixels, outsideEqual: outsidePixels === 0,
    changedByMarked: changedByMarked(row), seed, paintedAt, milliseconds, endedMaskIds,
  };
}

export function changedByMarked({ changedPixels, markedPixels }: Pick<Edit, 'changedPixels' | 'markedPixels'>): number | null {
  return markedPixels === null || markedPixels === 0 ? null : Math.round((1000 * changedPixels) / markedPixels) / 1000;
}

export function maskDocument(row: MaskRow): MaskDocument {
  const { id, sessionId, imageVersionId, name, hidden, locked, deleted } = row;
  const versions = row.versions.map(maskVersionDocument);
  return { id, sessionId, imageVersionId, name, hidden, locked, deleted, createdAt: row.createdAt.toISOString(), versions };
}

function maskVersionDocument(row: MaskRow['versions'][number]): MaskVersionDocument {
  const { id, turnId, number, parentId, sourceIds, score, feather, counts, width, height, area } = row;
  const operation = row.operation as MaskVersionDocument['operation'];
  const parameters = row.parameters as MaskVersionDocument['parameters'];
  const shape = { counts, width, height, area, box: row.box as unknown as MaskShape['box'] };
  return { id, turnId, number, parentId, sourceIds, operation, parameters, score, shape, feather, createdAt: row.createdAt.toISOString() };
}
