// A turn from being said to its end, or until the caller's time is over. Who takes the call back has the turn stopped.

import type { Conversations } from '../conversation/conversations.ts';
import type { AlternativeDocument, LogEvent, TurnDocument } from '../conversation/documents.ts';
import { left } from './deadline.ts';
import type { ShapedMask } from './shapes.ts';
import type { Caller } from './tool.ts';

export interface Followed {
  turn: TurnDocument;
  masks: ShapedMask[];
  alternatives: AlternativeDocument[];
  edit: Extract<LogEvent, { type: 'edit-end' }> | null;
}

/** Waits for a turn that this caller began, `milliseconds` at most. @throws FocusError of the door. */
export async function followOwn(caller: Caller, id: string, milliseconds?: number): Promise<Followed> {
  try {
    return await followTurn(caller, id, milliseconds);
  } finally {
    if (caller.signal.aborted) await caller.conversations.stop(id).catch(() => undefined);
  }
}

/** Reads the turn's log from its beginning; `turn.status` tells whether it has ended. */
export async function followTurn({ conversations, deadline, signal, progress }: Caller, turnId: string, milliseconds = Infinity): Promise<Followed> {
  let followed: Omit<Followed, 'turn'> = { masks: [], alternatives: [], edit: null };
  const enough = AbortSignal.any([signal, AbortSignal.timeout(Math.min(left(deadline), Math.round(milliseconds)))]);
  let [steps, last, over] = [0, 0, false];
  const read = async (until?: AbortSignal): Promise<void> => {
    for await (const { seq, event } of conversations.events(turnId, { after: last, signal: until })) {
      // Agents get the finished picture.
      if (event.type === 'edit-preview') continue;
      last = seq;
      if (event.type === 'turn-end') over = true;
      if (event.type === 'turn-restart') followed = { masks: [], alternatives: [], edit: null };
      if (event.type === 'mask-alternatives') followed.alternatives = event.alternatives;
      if (event.type === 'mask-end') followed.masks.push(event);
      if (event.type === 'edit-end') followed.edit = event;
      const said = wordsOf(event);
      if (said !== null) progress((steps += 1), undefined, said);
    }
  };
  await read(enough);
  const turn = await conversations.getTurn(turnId);
  // The time was over before its log was read to the end.
  if (isEnded(turn) && !over) await read();
  return { turn, ...followed };
}

export function isEnded({ status }: TurnDocument): boolean {
  return status !== 'queued' && status !== 'running';
}

function wordsOf(event: LogEvent): string | null {
  switch (event.type) {
    case 'turn-start': return 'The model is looking.';
    case 'text-start': return 'The model is answering.';
    case 'mask-start': return `Marking ${event.name}.`;
    case 'mask-end': return `Marked ${event.name}.`;
    case 'code-progress': return `Composing, row ${event.step} of ${event.of}.`;
    case 'edit-progress': return `Painting, ${event.step} of ${event.of} steps are done.`;
    case 'edit-end': return 'The picture is painted.';
    default: return null;
  }
}
