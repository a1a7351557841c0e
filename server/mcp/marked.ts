import { FocusError } from '../errors.ts';
import type { Followed } from './follow-turn.ts';

/** What a message that is to mark something may be answered with. */
export const marking = ['segment', 'none'] as const;

/** @throws FocusError `not-marked` where the model took the words for something else than marking. */
export function marked(followed: Followed, hint: string): Followed {
  const { turn } = followed;
  if (turn.status !== 'done' || turn.action === 'segment' || turn.action === 'none' || followed.masks.length > 0 && turn.edit === null) return followed;
  const changed = turn.edit === null ? '' : ` It changed the picture (${turn.edit.kind}); undo takes that back.`;
  throw new FocusError({
    code: 'not-marked',
    message: `The model did not take it for something to mark and said: "${turn.answer ?? ''}".${changed}`,
    status: 422,
    hint,
  });
}
