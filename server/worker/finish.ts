// The end of a turn: everything it made, its last events and its status in one transaction, so that a turn is there wholly or
// not at all. A picture is put into the blob folder before; one that is then not used does no harm.

import type { EditResult, TurnResult } from '../focus/turn-events.ts';
import type { ErrorDocument, LogEvent } from '../store/log-event.ts';
import { notify } from '../store/notifications.ts';
import { lockSession, type Place, placeOf } from '../store/operation-log.ts';
import type { Prisma } from '../store/generated/client.ts';
import type { Store, Transaction } from '../store/store.ts';
import { recordTurn } from '../store/turn-operation.ts';
import { carryStep } from './carry-step.ts';
import type { Claim } from './claim.ts';
import type { EventWriter } from './event-writer.ts';
import { movedMasks, paintedOver, storeEdit, storeMasks } from './store-result.ts';
import { idOf, type Transcript } from './transcript.ts';

interface Ending {
  store: Store;
  claim: Claim;
  writer: EventWriter;
  transcript: Transcript;
}

/** What the model gave. */
export interface Outcome extends Pick<TurnResult, 'action' | 'answer' | 'edit' | 'intent' | 'suggestions' | 'aside' | 'step'> {
  /** sha256 of the edit's picture in the blob folder. */
  blob?: string;
  /** How long the model took. */
  milliseconds: number;
}

/** The turn was carried out. */
export async function finishDone({ store, claim, writer, transcript }: Ending, outcome: Outcome): Promise<void> {
  const { turn } = claim;
  const { action, answer, edit, blob, milliseconds, intent, suggestions, aside, step } = outcome;
  const imageId = edit && idOf(turn.id, 'image');
  const carried = edit === undefined ? [] : await movedMasks(store, turn.imageVersionId, edit);
  const endedMaskIds = edit === undefined ? [] : await paintedOver(store, turn.imageVersionId, edit);
  await store.prisma.$transaction(async (transaction) => {
    const end: LogEvent = { type: 'turn-end', status: 'done' };
    await writer.finish(transaction, edit && imageId ? [editEnd(edit, imageId), end] : [end]);
    const cameFrom = await holdPlace(transaction, turn.sessionId);
    const moved = edit && imageId && blob ? await storeEdit(transaction, claim, { edit, imageId, blob, milliseconds, endedMaskIds, carried }) : [];
    await storeMasks(transaction, claim, transcript.masks);
    const stepped = step === undefined ? null : await carryStep(transaction, claim, step);
    const understood = { ...intent, ...(suggestions && { suggestions: [...suggestions] }), ...(stepped && { continues: stepped.headTurnId }) };
    await transaction.turn.update({
      where: { id: turn.id },
      data: {
        status: 'done', action, answer: transcript.text, finishedAt: new Date(),
        // What was said beside the matter is no history for the model.
        ...(aside ? {} : { modelAnswer: { ...answer } }),
        ...(Object.keys(understood).length > 0 && { intent: understood as Prisma.InputJsonObject }),
      },
    });
    const currentImageId = imageId ?? (stepped === null ? turn.imageVersionId : stepped.currentImageId);
    await transaction.session.update({ where: { id: turn.sessionId }, data: { headTurnId: turn.id, currentImageId } });
    if (stepped === null) await recordMade(transaction, claim, transcript, { cameFrom, currentImageId, movedMaskIds: moved });
    await notify(transaction, 'focus_session', turn.sessionId);
  });
}

interface Going {
  cameFrom: Place;
  currentImageId: string | null;
  /** Masks that went along to a picture on which they lie elsewhere. */
  movedMaskIds: readonly string[];
}

/** So that what the turn made can be undone. */
async function recordMade(transaction: Transaction, { turn }: Claim, { masks }: Transcript, { cameFrom, currentImageId, movedMaskIds }: Going): Promise<void> {
  const went = currentImageId !== cameFrom.currentImageId || turn.parentId !== cameFrom.headTurnId;
  await recordTurn(transaction, turn.sessionId, {
    operationId: idOf(turn.id, 'operation'), turnId: turn.id, cameFrom: went ? cameFrom : null,
    maskIds: [...masks.filter(({ refines }) => refines === null).map(({ maskId }) => maskId), ...movedMaskIds],
    refined: masks.filter(({ refines }) => refines !== null),
  });
}

/**
 * Where the session is. It is held before anything that refers to it is stored: two that hold it a little and both want more
 * would wait for each other.
 */
async function holdPlace(transaction: Transaction, id: string): Promise<Place> {
  await lockSession(transaction, id);
  return placeOf(transaction, id);
}

function editEnd({ kind, exact, picture: { width, height }, changedPixels, seed }: EditResult, imageId: string): LogEvent {
  return { type: 'edit-end', kind: exact?.kind ?? kind, imageId, width, height, changedPixels, seed };
}

/** The turn was stopped, or the model refused it: what was said so far stays, nothing else, and the next turn follows the one before. */
export async function finishEarly({ store, claim, writer, transcript }: Ending, error?: ErrorDocument): Promise<void> {
  const { turn } = claim;
  const status = error ? 'failed' : 'stopped';
  await store.prisma.$transaction(async (transaction) => {
    await writer.finish(transaction, [{ type: 'turn-end', status, ...(error ? { error } : {}) }]);
    const answer = transcript.text === '' ? null : transcript.text;
    await transaction.turn.update({ where: { id: turn.id }, data: { status, answer, finishedAt: new Date(), ...(error ? { error: { ...error } } : {}) } });
    await transaction.session.update({ where: { id: turn.sessionId }, data: { updatedAt: new Date() } });
    await notify(transaction, 'focus_session', turn.sessionId);
  });
}
