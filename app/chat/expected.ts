// What was asked of masks by a click and is not in the history yet. The page shows it at once, and the next click takes it for
// what is there: two quick clicks on a lock are two changes, however long the first one takes.

import type { SessionDocument } from '../../server/conversation/documents.ts';
import type { OperationRequest } from '../../server/conversation/operation-requests.ts';

export type Marking = Extract<OperationRequest, { kind: 'mask-rename' | 'mask-hide' | 'mask-lock' | 'mask-delete' }>;

export function isMarking(request: OperationRequest): request is Marking {
  return request.kind === 'mask-rename' || request.kind === 'mask-hide' || request.kind === 'mask-lock' || request.kind === 'mask-delete';
}

/** The session as it will be. Oldest first; they name masks, not versions. */
export function asExpected(session: SessionDocument, markings: readonly Marking[]): SessionDocument {
  if (markings.length === 0) return session;
  const masks = session.masks.flatMap((mask) => {
    const mine = markings.filter(({ mask: id }) => id === mask.id);
    if (mine.some(({ kind }) => kind === 'mask-delete')) return [];
    return [mine.reduce((now, marking) => {
      if (marking.kind === 'mask-rename') return { ...now, name: marking.name };
      if (marking.kind === 'mask-hide') return { ...now, hidden: marking.hidden };
      if (marking.kind === 'mask-lock') return { ...now, locked: marking.locked };
      return now;
    }, mask)];
  });
  return { ...session, masks };
}
