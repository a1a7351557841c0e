// The end of a turn: everything it made, its last events and its status in one transaction, so that a turn is there wholly or
// not at all. A picture is put into the blob folder before; one that is then not used does no harm.

import type { EditResult, TurnResult } from '../focus/turn-events.ts';
import { area, intersect } from '../images/mask.ts';
import { encodeRle } from '../images/rle.ts';
import type { ErrorDocument, LogEvent } from '../store/log-event.ts';
import { notify } from '../store/notifications.ts';
import type { Store, Transaction } from '../store/store.ts';
import type { Claim } from './claim.ts';
import type { EventWriter } from './event-writer.ts';
import { maskOf, masksOnTheWay } from './masks-on-the-way.ts';
import { idOf, type MadeMask, type Transcript } from './transcript.ts';

/** Masks looked at when something is painted over. */
const mostMasks = 100;

interface Ending {
  store: Store;
  claim: Claim;
  writer: EventWriter;
  transcript: Transcript;
}

/** What the model gave. */
export interface Outcome extends Pick<TurnResult, 'action' | 'answer' | 'edit'> {
  /** sha256 of the edit's picture in the blob folder. */
  blob?: string;
  /** How long the model took. */
  milliseconds: number;
}

/** The turn was carried out. */
export async function finishDone({ store, claim, writer, transcript }: Ending, outcome: Outcome): Promise<void> {
  const { turn } = claim;
  const { action, answer, edit, blob, milliseconds } = outcome;
  const imageId = edit && idOf(turn.id, 'image');
  const endedMaskIds = edit === undefined ? [] : await paintedOver(store, turn.parentId, edit);
  await store.prisma.$transaction(async (transaction) => {
    const events: LogEvent[] = [{ type: 'turn-end', status: 'done' }];
    if (edit && imageId && blob) {
      const { width, height } = edit.picture;
      const { kind, changedPixels, seed } = edit;
      events.unshift({ type: 'edit-end', kind, imageId, width, height, changedPixels, seed });
      const [sourceId, name] = kind === 'draw' ? [null, turn.text] : [turn.imageVersionId, ''];
      await writer.finish(transaction, events);
      const source = kind === 'draw' ? 'draw' : 'edit';
      await transaction.imageVersion.create({ data: { id: imageId, sessionId: turn.sessionId, parentId: sourceId, source, name, blob, width, height } });
      await transaction.edit.create({
        data: {
          id: idOf(turn.id, 'edit'), turnId: turn.id, kind, instruction: turn.text, sourceId, resultId: imageId,
          region: encodeRle(edit.region).counts, changedPixels, seed, paintedWidth: edit.paintedAt.width, paintedHeight: edit.paintedAt.height, milliseconds, endedMaskIds,
        },
      });
    } else await writer.finish(transaction, events);
    await storeMasks(transaction, claim, transcript.masks);
    await transaction.turn.update({
      where: { id: turn.id },
      data: { status: 'done', action, answer: transcript.text, modelAnswer: { ...answer }, finishedAt: new Date() },
    });
    await transaction.session.update({ where: { id: turn.sessionId }, data: { headTurnId: turn.id, ...(imageId ? { currentImageId: imageId } : {}) } });
    await notify(transaction, 'focus_session', turn.sessionId);
  });
}

/** The masks whose thing is gone: more than half of it lies where something was removed or replaced. */
async function paintedOver(store: Store, parentTurnId: string | null, { kind, region }: EditResult): Promise<string[]> {
  if (kind !== 'remove' && kind !== 'replace') return [];
  const masks = await masksOnTheWay(store, parentTurnId, mostMasks);
  return masks
    .filter(({ width, height }) => width === region.width && height === region.height)
    .filter((mask) => 2 * area(intersect(maskOf(mask), region)) > area(maskOf(mask)))
    .map(({ maskId }) => maskId);
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

async function storeMasks(transaction: Transaction, { turn }: Claim, masks: readonly MadeMask[]): Promise<void> {
  const { sessionId, imageVersionId } = turn;
  const now = Date.now();
  for (const [index, { maskId, versionId, refines, name, score, shape }] of masks.entries()) {
    // Masks of one turn are told apart by a millisecond, so that their order is remembered.
    const createdAt = new Date(now + index);
    if (refines === null && imageVersionId !== null) await transaction.mask.create({ data: { id: maskId, sessionId, imageVersionId, name, createdAt } });
    const before = await transaction.maskVersion.aggregate({ where: { maskId }, _max: { number: true } });
    await transaction.maskVersion.create({
      data: {
        id: versionId, maskId, turnId: turn.id, number: (before._max.number ?? 0) + 1, parentId: refines,
        operation: refines === null ? 'segment' : 'refine', score, createdAt,
        counts: shape.counts, width: shape.width, height: shape.height, area: shape.area, box: shape.box,
      },
    });
  }
}
