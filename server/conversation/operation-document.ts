// Rows of the record of operations as documents.

import type { Operation } from '../store/generated/client.ts';
import type { Transaction } from '../store/store.ts';
import type { OperatedDocument, OperationDocument, SessionDocument } from './documents.ts';
import { imageDocument, maskDocument, withVersions } from './session-document.ts';

export function operationDocument(row: Operation): OperationDocument {
  const { id, sessionId, seq, maskIds, versionId, imageId, turnId, target } = row;
  return { id, sessionId, seq, kind: row.kind as OperationDocument['kind'], maskIds, versionId, imageId, turnId, target, createdAt: row.createdAt.toISOString() };
}

export async function operatedDocument(transaction: Transaction, row: Operation): Promise<OperatedDocument> {
  const [id, ...others] = row.maskIds;
  const mask = id === undefined || others.length > 0 ? null : await transaction.mask.findUnique({ where: { id }, include: withVersions });
  const image = row.imageId === null ? null : await transaction.imageVersion.findUnique({ where: { id: row.imageId }, include: { editTo: true } });
  return { operation: operationDocument(row), mask: mask && maskDocument(mask), image: image && imageDocument(image) };
}

/** What undo and redo would take after the last operation of a session, and how many there were. Rows of the record never change. */
export async function standing(prisma: Transaction, last: Operation | null | undefined): Promise<Pick<SessionDocument, 'operations' | 'undo' | 'redo'>> {
  if (!last) return { operations: 0, undo: null, redo: null };
  const { sessionId, seq, undoTop, redoTop } = last;
  const others = [undoTop, redoTop].filter((top) => top !== null && top !== seq) as number[];
  const rows = others.length === 0 ? [] : await prisma.operation.findMany({ where: { sessionId, seq: { in: others } } });
  const at = (top: number | null): OperationDocument | null => {
    const row = [last, ...rows].find((one) => one.seq === top);
    return row === undefined ? null : operationDocument(row);
  };
  return { operations: seq, undo: at(undoTop), redo: at(redoTop) };
}
