// What was done to the masks and the place of a session: an append-only record (session, seq), seq from 1 without gaps. Each
// row keeps the values that what it changed had before. Undo puts those back and is itself a row that keeps what it replaced,
// which redo puts back: both are exact, whatever else happened in between.

import type { Operation, Prisma } from './generated/client.ts';
import type { Transaction } from './store.ts';

/** Values of what an operation changes; only the fields it changes are there. */
export interface Patch {
  masks?: Record<string, { name?: string; hidden?: boolean; locked?: boolean; deleted?: boolean }>;
  versions?: Record<string, { withdrawn: boolean }>;
  session?: Place;
}

/** Where the next message of a session goes: behind which turn, about which version of the picture. */
export interface Place {
  headTurnId: string | null;
  currentImageId: string | null;
}

export interface NewOperation {
  id: string;
  kind: string;
  maskIds?: readonly string[];
  versionId?: string | null;
  turnId?: string;
  /** The picture it made. */
  imageId?: string;
  before: Patch;
  fingerprint?: string;
}

/**
 * Holds the session until the end of the transaction: whoever changes it too waits. False where there is none, it was deleted, or
 * is not the owner's.
 */
export async function lockSession(transaction: Transaction, sessionId: string, owner: string | null = null): Promise<boolean> {
  const [row] = await transaction.$queryRaw<{ deleted: boolean }[]>`
    SELECT "deleted_at" IS NOT NULL AS "deleted" FROM "session"
    WHERE "id" = ${sessionId}::uuid AND (${owner}::text IS NULL OR "owner" = ${owner}) FOR UPDATE`;
  return row?.deleted === false;
}

export async function placeOf(transaction: Transaction, sessionId: string): Promise<Place> {
  return transaction.session.findUniqueOrThrow({ where: { id: sessionId }, select: { headTurnId: true, currentImageId: true } });
}

/** Adds what was just done. The session must be held. */
export async function appendOperation(transaction: Transaction, sessionId: string, operation: NewOperation): Promise<Operation> {
  const seq = ((await lastOperation(transaction, sessionId))?.seq ?? 0) + 1;
  // Something new ends what could be redone.
  return store(transaction, sessionId, operation, { seq, target: null, undoTop: seq, redoTop: null });
}

export type Direction = 'undo' | 'redo';

export interface NextStep {
  last: Operation;
  /** What would be undone or redone. */
  base: Operation;
  /** `base`, or the newest undo or redo of it. */
  touched: Operation;
  /** What would be put back. */
  values: Patch;
}

/** What undo or redo would take next; null where there is nothing. */
export async function nextStep(transaction: Transaction, sessionId: string, direction: Direction): Promise<NextStep | null> {
  const last = await lastOperation(transaction, sessionId);
  const seq = direction === 'undo' ? last?.undoTop : last?.redoTop;
  if (last === null || seq === null || seq === undefined) return null;
  const base = await rowAt(transaction, sessionId, seq);
  const touched = base && (await lastTouch(transaction, sessionId, seq));
  return base && touched && { last, base, touched, values: touched.before as Patch };
}

/** Puts the values back and records that. The session must have been held since `nextStep`. */
export async function takeStep(
  transaction: Transaction,
  sessionId: string,
  direction: Direction,
  { last, base, touched, values }: NextStep,
  { id, fingerprint }: Pick<NewOperation, 'id' | 'fingerprint'>,
): Promise<Operation> {
  const { seq: target, maskIds, versionId, imageId } = base;
  const below = async (seq: number) => rowAt(transaction, sessionId, seq - 1);
  const tops = direction === 'undo'
    ? { undoTop: (await below(target))?.undoTop ?? null, redoTop: target }
    : { undoTop: target, redoTop: (await below(touched.seq))?.redoTop ?? null };
  const before = await valuesNow(transaction, sessionId, values);
  await putValues(transaction, sessionId, values);
  return store(transaction, sessionId, { id, kind: direction, maskIds, versionId, imageId: imageId ?? undefined, before, fingerprint }, { seq: last.seq + 1, target, ...tops });
}

export async function lastOperation(transaction: Transaction, sessionId: string): Promise<Operation | null> {
  return transaction.operation.findFirst({ where: { sessionId }, orderBy: { seq: 'desc' } });
}

export async function rowAt(transaction: Transaction, sessionId: string, seq: number): Promise<Operation | null> {
  return transaction.operation.findUnique({ where: { sessionId_seq: { sessionId, seq } } });
}

/** The operation itself, or the newest undo or redo of it. */
async function lastTouch(transaction: Transaction, sessionId: string, seq: number): Promise<Operation | null> {
  return transaction.operation.findFirst({ where: { sessionId, OR: [{ seq }, { target: seq }] }, orderBy: { seq: 'desc' } });
}

async function store(
  transaction: Transaction,
  sessionId: string,
  { maskIds = [], before, ...operation }: NewOperation,
  place: Pick<Operation, 'seq' | 'target' | 'undoTop' | 'redoTop'>,
): Promise<Operation> {
  return transaction.operation.create({
    data: { ...operation, ...place, sessionId, maskIds: [...maskIds], before: before as Prisma.InputJsonObject },
  });
}

/** The values that the same fields have now. */
async function valuesNow(transaction: Transaction, sessionId: string, { masks = {}, versions = {}, session }: Patch): Promise<Patch> {
  const now: Patch = {};
  for (const [id, fields] of Object.entries(masks)) {
    const row = await transaction.mask.findUniqueOrThrow({ where: { id } });
    now.masks = { ...now.masks, [id]: Object.fromEntries(Object.keys(fields).map((field) => [field, row[field as keyof typeof fields]])) };
  }
  for (const id of Object.keys(versions)) {
    const { withdrawn } = await transaction.maskVersion.findUniqueOrThrow({ where: { id } });
    now.versions = { ...now.versions, [id]: { withdrawn } };
  }
  if (session !== undefined) now.session = await placeOf(transaction, sessionId);
  return now;
}

async function putValues(transaction: Transaction, sessionId: string, { masks = {}, versions = {}, session }: Patch): Promise<void> {
  for (const [id, fields] of Object.entries(masks)) await transaction.mask.update({ where: { id }, data: fields });
  for (const [id, fields] of Object.entries(versions)) await transaction.maskVersion.update({ where: { id }, data: fields });
  if (session !== undefined) await transaction.session.update({ where: { id: sessionId }, data: session });
}
