// The record of operations, read.

import { lastOperation } from '../store/operation-log.ts';
import type { Store } from '../store/store.ts';
import type { RecordDocument } from './documents.ts';
import { operationDocument, standing } from './operation-document.ts';
import { type RecordRequest, recordRequestSchema } from './operation-requests.ts';
import { parseRequest } from './requests.ts';
import { requireSession } from './sessions.ts';

/** The operations with seq > `after`, oldest first. @throws InputError `session-unknown`. */
export async function readRecord(store: Store, sessionId: string, request: RecordRequest): Promise<RecordDocument> {
  const { after, limit } = parseRequest(recordRequestSchema, request);
  await requireSession(store, sessionId);
  return store.prisma.$transaction(async (transaction) => {
    const rows = await transaction.operation.findMany({ where: { sessionId, seq: { gt: after } }, orderBy: { seq: 'asc' }, take: limit });
    const { undo, redo } = await standing(transaction, await lastOperation(transaction, sessionId));
    return { operations: rows.map(operationDocument), undo, redo };
  }, { isolationLevel: 'RepeatableRead' });
}
