// Whether a message was understood as the held-out set says.

import type { Intent } from '../../../server/focus/intent/intent.ts';
import type { Wish } from './messages.ts';

/** "undo", "exact:crop", "edit:remove"; of a wish that lacks something also its operation. */
export function nameOf(intent: Intent): string {
  switch (intent.kind) {
    case 'session': return intent.step;
    case 'exact': return `exact:${intent.wish.operation}`;
    case 'unfinished': return `exact:${intent.operation}`;
    case 'edit': return `edit:${intent.edit}`;
    default: return intent.kind;
  }
}

/** Whether kind, thing and wish are the right ones. All words of the thing must be there; of the wish as well. */
export function isUnderstood(intent: Intent, { kind, object, wish }: Wish): boolean {
  if (intent.kind !== 'edit' || intent.edit !== kind) return false;
  return holds(intent.object ?? '', object) && holds(intent.wish ?? '', wish) && isNoLonger(intent.object ?? '', object);
}

const wordsOf = (text: string): string[] => text.toLowerCase().split(/[^a-z0-9#']+/).filter((word) => word !== '');

function holds(found: string, wanted: string): boolean {
  const words = wordsOf(found);
  return wordsOf(wanted).every((word) => words.includes(word));
}

/** What was found may say more of the thing, but not what belongs to the order. */
function isNoLonger(found: string, wanted: string): boolean {
  return wanted === '' || (wordsOf(found).length <= wordsOf(wanted).length + 7 && !/\b(?:please|pls|remove|delete|make|paint|replace|turn)\b/i.test(found));
}
