// Whether a message was answered with what it was for. That is kept with it (`permitted`), so the call that said it, its task and
// `wait` judge alike.

import type { TurnDocument } from '../conversation/documents.ts';
import { FocusError } from '../errors.ts';
import type { Followed } from './follow-turn.ts';
import { editKinds } from './wording.ts';

/** What a message that is to mark something may be answered with. */
export const marking = ['segment', 'none'] as const;

/** @throws FocusError `not-marked`, `not-changed`. */
export function accepted(followed: Followed): Followed {
  const { turn, masks } = followed;
  const wanted = (turn.permitted ?? []).filter((action) => action !== 'none');
  if (turn.status !== 'done' || wanted.length === 0) return followed;
  if (wanted.every((action) => action === 'segment') && !isMarked(turn, masks.length)) throw notMarked(turn);
  if (wanted.every((action) => editKinds.safeParse(action).success) && turn.edit === null) throw notChanged(turn);
  return followed;
}

/** That there is no such thing is an answer too. */
function isMarked({ action, edit }: TurnDocument, masks: number): boolean {
  return action === 'segment' || action === 'none' || (masks > 0 && edit === null);
}

function notMarked({ answer, edit, prompts }: TurnDocument): FocusError {
  const changed = edit === null ? '' : ` It changed the picture (${edit.kind}); undo takes that back.`;
  const corrects = prompts.some(({ kind }) => kind === 'mask');
  return new FocusError({
    code: 'not-marked',
    message: `The model did not take it for something to mark and said: "${answer ?? ''}".${changed}`,
    status: 422,
    hint: corrects
      ? 'Say what the mask should be, e.g. "the other cone", or click on it with points.'
      : 'Name the thing as a noun phrase, e.g. "the yellow cone", click on it with points, or give a rough mask that covers most of it.',
  });
}

function notChanged({ answer }: TurnDocument): FocusError {
  return new FocusError({
    code: 'not-changed',
    message: `Nothing was changed; the model said: "${answer ?? ''}"`,
    status: 422,
    hint: 'Mark the thing with segment, check the preview, and give its maskId.',
  });
}
