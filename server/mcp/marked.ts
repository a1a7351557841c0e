import { FocusError } from '../errors.ts';
import { type Followed, sayAndFollow } from './follow-turn.ts';
import type { TurnOut } from './outputs.ts';
import type { Answer, Caller } from './tool.ts';
import { turnAnswer } from './turn-answer.ts';

/**
 * Says what to mark, waits, and gives the masks; `hint` tells what to say instead.
 * @throws FocusError of the door or of a turn that failed, `not-marked` where the model took the words for something else than marking.
 */
export async function marked(caller: Caller, sessionId: string, said: Parameters<typeof sayAndFollow>[2], hint: string): Promise<Answer<TurnOut>> {
  const followed = await sayAndFollow(caller, sessionId, said);
  checkMarked(followed, hint);
  return turnAnswer(caller, followed);
}

function checkMarked({ turn, masks }: Followed, hint: string): void {
  if (turn.status !== 'done' || turn.action === 'segment' || turn.action === 'none' || masks.length > 0 && turn.edit === null) return;
  const changed = turn.edit === null ? '' : ` It changed the picture (${turn.edit.kind}); undo takes that back.`;
  throw new FocusError({
    code: 'not-marked',
    message: `The model did not take it for something to mark and said: "${turn.answer ?? ''}".${changed}`,
    status: 422,
    hint,
  });
}
