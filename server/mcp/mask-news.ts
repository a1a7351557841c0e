// Which masks changed when their session did, by its record of operations.

import type { Conversations } from '../conversation/conversations.ts';
import { FocusError } from '../errors.ts';

/** Sessions of which it is known how far their record was read. */
const most = 500;
const page = 500;

export type MaskNews = (sessionId: string, since: number) => Promise<Set<string>>;

/**
 * Ids of the masks that were made, changed, taken away or brought back since the session was last asked about; of one that is seen
 * for the first time, since that time (milliseconds).
 */
export function openMaskNews(conversations: Conversations): MaskNews {
  const read = new Map<string, number>();
  return async (sessionId, since) => {
    const known = read.get(sessionId);
    const changed = new Set<string>();
    let after = known ?? 0;
    for (let more = true; more; ) {
      const { operations } = await conversations.operations(sessionId, { after, limit: page }).catch(unlessGone);
      for (const { seq, maskIds, createdAt } of operations) {
        after = seq;
        if (known !== undefined || Date.parse(createdAt) >= since) for (const id of maskIds) changed.add(id);
      }
      more = operations.length === page;
    }
    read.delete(sessionId);
    read.set(sessionId, after);
    if (read.size > most) read.delete(read.keys().next().value!);
    return changed;
  };
}

function unlessGone(error: unknown): Pick<Awaited<ReturnType<Conversations['operations']>>, 'operations'> {
  if (FocusError.isInstance(error) && error.status === 404) return { operations: [] };
  throw error;
}
