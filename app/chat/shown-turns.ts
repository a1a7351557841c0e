// The turns of a session are a tree: a message may be said again otherwise, and a conversation may go on from an earlier picture.
// The page shows one line of it: from the head up, with what hangs on it unfinished.

import type { SessionDocument, TurnDocument, TurnStatus } from '../../server/conversation/documents.ts';

type Tree = Pick<SessionDocument, 'turns' | 'headTurnId'>;

/** Whether it still waits or runs. */
export const isOpen = (status: TurnStatus): boolean => status === 'queued' || status === 'running';
const isUnfinished = ({ status }: TurnDocument) => status === 'stopped' || status === 'failed';

/** Oldest first. */
export function shownTurns({ turns, headTurnId }: Tree): TurnDocument[] {
  const open = turns.findLast(({ status }) => isOpen(status));
  const line = lineTo(turns, open === undefined ? headTurnId : open.id);
  // What was stopped or failed leads to nothing, and is seen where it was said, unless it was another try of what is there.
  return turns.filter((turn) => line.has(turn.id) || (isUnfinished(turn) && turn.replacesId === null && (turn.parentId === null || line.has(turn.parentId))));
}

/** Ids of a turn and all before it. */
function lineTo(turns: readonly TurnDocument[], id: string | null): Set<string> {
  const byId = new Map(turns.map((turn) => [turn.id, turn]));
  const line = new Set<string>();
  for (let turn = byId.get(id ?? ''); turn !== undefined && !line.has(turn.id); turn = byId.get(turn.parentId ?? '')) line.add(turn.id);
  return line;
}

/** All that was said in the place of a turn, itself among them, oldest first; unfinished tries aside. */
export function variantsOf({ turns }: Pick<Tree, 'turns'>, id: string): TurnDocument[] {
  const byId = new Map(turns.map((turn) => [turn.id, turn]));
  const rootOf = (turn: TurnDocument): string => {
    let root = turn;
    for (let steps = 0; steps < turns.length; steps += 1) {
      const before = byId.get(root.replacesId ?? '');
      if (before === undefined) break;
      root = before;
    }
    return root.id;
  };
  const mine = byId.get(id);
  if (mine === undefined) return [];
  const root = rootOf(mine);
  return turns.filter((turn) => rootOf(turn) === root && (turn.status === 'done' || turn.id === id));
}

/** Where the branch that begins with a turn ended last: what to go to when it is chosen. */
export function newestEndOf({ turns }: Pick<Tree, 'turns'>, id: string): string {
  const next = turns.findLast((turn) => turn.parentId === id && turn.status === 'done');
  return next === undefined ? id : newestEndOf({ turns }, next.id);
}
