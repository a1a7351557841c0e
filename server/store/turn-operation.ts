// The end of a turn as an operation, so that what it made can be undone like what was done by hand.

import { appendOperation, type Patch, type Place } from './operation-log.ts';
import type { Transaction } from './store.ts';

export interface TurnMade {
  operationId: string;
  turnId: string;
  /** Masks that are new. */
  maskIds: readonly string[];
  /** New versions of masks that were there before. */
  refined: readonly { maskId: string; versionId: string }[];
  /** Where the session was before, when the turn moved it to another picture. */
  cameFrom: Place | null;
}

/** Records it where there is anything to undo: an answer in words changes nothing. The session must be held. */
export async function recordTurn(transaction: Transaction, sessionId: string, made: TurnMade): Promise<void> {
  const { operationId: id, turnId, maskIds, refined, cameFrom } = made;
  if (maskIds.length === 0 && refined.length === 0 && cameFrom === null) return;
  const before: Patch = {
    masks: Object.fromEntries(maskIds.map((maskId) => [maskId, { deleted: true }])),
    versions: Object.fromEntries(refined.map(({ versionId }) => [versionId, { withdrawn: true }])),
    ...(cameFrom === null ? {} : { session: cameFrom }),
  };
  await appendOperation(transaction, sessionId, { id, kind: 'turn', turnId, maskIds: [...maskIds, ...refined.map(({ maskId }) => maskId)], before });
}
