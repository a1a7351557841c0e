// What is done to a session beside talking: changes of masks, moves to another picture, undo and redo. Each is one transaction
// that holds the session, so that operations of page and agents come one after the other and none is half applied.

import { createHash, randomUUID } from 'node:crypto';
import type { Operation } from '../store/generated/client.ts';
import { notify } from '../store/notifications.ts';
import { appendOperation, type Direction, lockSession, nextStep, takeStep } from '../store/operation-log.ts';
import type { Store, Transaction } from '../store/store.ts';
import { adjustPicture } from './adjust-picture.ts';
import { moveHead, refuseWhileRunning } from './branch.ts';
import type { ComputedDocument, OperatedDocument } from './documents.ts';
import { computeFrom, copyMask, deriveMask, drawMask, markMask } from './mask-operations.ts';
import { computedRequestSchema, type Operating, type OperationRequest, operationRequestSchema } from './operation-requests.ts';
import { operatedDocument } from './operation-document.ts';
import { refuse } from './refusals.ts';
import { isId, parseRequest } from './requests.ts';
import type { Done } from './store-mask.ts';

/**
 * Does it and records it. The same `id` again answers what was done the first time.
 * @throws InputError `session-unknown`, `operation-id-taken`, and those of the operation, with which nothing is changed.
 */
export async function operate(store: Store, sessionId: string, request: OperationRequest): Promise<OperatedDocument> {
  const { id: given, ...asked } = parseRequest(operationRequestSchema, request);
  const id = given ?? randomUUID();
  if (!isId(sessionId)) throw refuse.unknown('session', sessionId);
  // It takes seconds in a large picture: nobody else waits for it.
  if (asked.kind === 'adjust') return adjustPicture(store, sessionId, id, asked);
  const fingerprint = createHash('sha256').update(JSON.stringify(asked)).digest('hex');
  return store.prisma.$transaction(async (transaction) => {
    if (!await lockSession(transaction, sessionId, store.owner)) throw refuse.unknown('session', sessionId);
    const earlier = given === undefined ? null : await transaction.operation.findUnique({ where: { id } });
    if (earlier !== null) {
      if (earlier.sessionId !== sessionId || earlier.fingerprint !== fingerprint) throw refuse.operationIdTaken(id);
      return operatedDocument(transaction, earlier);
    }
    const operation = asked.kind === 'undo' || asked.kind === 'redo'
      ? await step(transaction, sessionId, asked.kind, { id, fingerprint })
      : await appendOperation(transaction, sessionId, { id, fingerprint, kind: asked.kind, ...await carryOut(transaction, sessionId, asked) });
    await transaction.session.update({ where: { id: sessionId }, data: { updatedAt: new Date() } });
    await notify(transaction, 'focus_session', sessionId);
    return operatedDocument(transaction, operation);
  });
}

async function carryOut(transaction: Transaction, sessionId: string, asked: Operating): Promise<Done> {
  switch (asked.kind) {
    case 'mask-combine': case 'mask-invert': case 'mask-grow': case 'mask-shrink': case 'mask-feather': return deriveMask(transaction, sessionId, asked);
    case 'mask-draw': return drawMask(transaction, sessionId, asked);
    case 'mask-duplicate': case 'mask-revert': return copyMask(transaction, sessionId, asked);
    case 'mask-rename': case 'mask-hide': case 'mask-lock': case 'mask-delete': case 'mask-restore': return markMask(transaction, sessionId, asked);
    case 'branch': return moveHead(transaction, sessionId, asked);
    case 'adjust': case 'undo': case 'redo': throw new TypeError(`${asked.kind} is a step, not a change.`);
  }
}

async function step(transaction: Transaction, sessionId: string, direction: Direction, by: { id: string; fingerprint: string }): Promise<Operation> {
  const next = await nextStep(transaction, sessionId, direction);
  if (next === null) throw refuse.nothingTo(direction);
  if (next.values.session !== undefined) await refuseWhileRunning(transaction, sessionId);
  return takeStep(transaction, sessionId, direction, next, by);
}

/** The mask that a computing operation would make; nothing is stored. @throws InputError as `operate`. */
export async function previewOperation(store: Store, sessionId: string, request: OperationRequest): Promise<ComputedDocument> {
  const asked = parseRequest(computedRequestSchema, request);
  if (!isId(sessionId)) throw refuse.unknown('session', sessionId);
  const { computed } = await computeFrom(store.prisma, sessionId, asked);
  return { shape: computed.shape, feather: computed.feather };
}
