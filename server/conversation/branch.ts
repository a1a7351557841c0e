// Where the next message goes: after which turn, about which version of the picture.

import { type Place, placeOf } from '../store/operation-log.ts';
import type { Transaction } from '../store/store.ts';
import type { Operating } from './operation-requests.ts';
import { refuse } from './refusals.ts';
import type { Done } from './store-mask.ts';

/** @throws InputError `turn-running`. */
export async function refuseWhileRunning(transaction: Transaction, sessionId: string): Promise<void> {
  const open = await transaction.turn.findFirst({ where: { sessionId, status: { in: ['queued', 'running'] } }, select: { id: true } });
  if (open !== null) throw refuse.turnRunning(open.id);
}

/** @throws InputError `turn-running`, `image-unknown`, `turn-unknown`. */
export async function moveHead(transaction: Transaction, sessionId: string, { image, turn }: Extract<Operating, { kind: 'branch' }>): Promise<Done> {
  await refuseWhileRunning(transaction, sessionId);
  const place = turn === undefined ? await atImage(transaction, sessionId, image!) : await behindTurn(transaction, sessionId, turn);
  const before = await placeOf(transaction, sessionId);
  await transaction.session.update({ where: { id: sessionId }, data: place });
  return { maskIds: [], versionId: null, before: { session: before } };
}

/** The picture, and the newest of the turns that left the session at it, or at what it was made from by operations. */
async function atImage(transaction: Transaction, sessionId: string, image: string): Promise<Place> {
  const row = await transaction.imageVersion.findUnique({ where: { id: image }, select: { sessionId: true } });
  if (row?.sessionId !== sessionId) throw refuse.unknown('image', image);
  for (let id: string | null = image; id !== null; ) {
    const newest = await transaction.turn.findFirst({
      where: { sessionId, status: 'done', OR: [{ edit: { resultId: id } }, { imageVersionId: id, edit: null }] },
      orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
      select: { id: true },
    });
    if (newest !== null) return { headTurnId: newest.id, currentImageId: image };
    const { parentId, editTo }: { parentId: string | null; editTo: { turnId: string | null } | null } =
      await transaction.imageVersion.findUniqueOrThrow({ where: { id }, select: { parentId: true, editTo: { select: { turnId: true } } } });
    id = editTo !== null && editTo.turnId === null ? parentId : null;
  }
  return { headTurnId: null, currentImageId: image };
}

/** The turn, and the picture at which it left the session. */
async function behindTurn(transaction: Transaction, sessionId: string, turn: string): Promise<Place> {
  const row = await transaction.turn.findUnique({ where: { id: turn }, include: { edit: { select: { resultId: true } } } });
  // A turn that did not end well was never followed.
  if (row?.sessionId !== sessionId || row.status !== 'done') throw refuse.unknown('turn', turn);
  return { headTurnId: turn, currentImageId: row.edit?.resultId ?? row.imageVersionId };
}
