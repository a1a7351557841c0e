// Rows of the record of operations as documents.

import type { Operation } from '../store/generated/client.ts';
import { lastOperation, rowAt } from '../store/operation-log.ts';
import type { Transaction } from '../store/store.ts';
import type { OperatedDocument, OperationDocument, SessionDocument } from './documents.ts';
import { maskDocument, withVersions } from './session-document.ts';

export function operationDocument(row: Operation): OperationDocument {
  const { id, sessionId, seq, maskIds, versionId, turnId, target } = row;
  return { id, sessionId, seq, kind: row.kind as OperationDocument['kind'], maskIds, versionId, turnId, target, createdAt: row.createdAt.toISOString() };
}

export async function operatedDocument(transaction: Transaction, row: Operation): Promise<OperatedDocument> {
  const [id, ...others] = row.maskIds;
  const mask = id === undefined || others.length > 0 ? null : await transaction.mask.findUnique({ where: { id }, include: withVersions });
  return { operation: operationDocument(row), mask: mask && maskDocument(mask) };
}

/** What undo and redo would take next, and how many operations there were. */
export async function standing(transaction: Transaction, sessionId: string): Promise<Pick<SessionDocument, 'operations' | 'undo' | 'redo'>> {
  const last = await lastOperation(transaction, sessionId);
  const at = async (seq: number | null | undefined): Promise<OperationDocument | null> => {
    const row = typeof seq === 'number' ? await rowAt(transaction, sessionId, seq) : null;
    return row && operationDocument(row);
  };
  return { operations: last?.seq ?? 0, undo: await at(last?.undoTop), redo: await at(last?.redoTop) };
}
