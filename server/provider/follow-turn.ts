// A turn from its first event to its last. Who leaves before has it stopped: nobody waits for the rest.

import type { Conversations } from '../conversation/conversations.ts';
import type { LogEvent } from '../conversation/documents.ts';
import { FocusError } from '../errors.ts';

export type MaskEnd = Extract<LogEvent, { type: 'mask-end' }>;
export type EditEnd = Extract<LogEvent, { type: 'edit-end' }>;

/** What a turn came to. */
export interface TurnOutcome {
  text: string;
  masks: MaskEnd[];
  edit: EditEnd | null;
  stopped: boolean;
}

/** Gives the events as they come and what they amount to. @throws FocusError of a failed turn; the signal's reason. */
export async function* followTurn(
  conversations: Conversations,
  turnId: string,
  signal?: AbortSignal,
): AsyncGenerator<LogEvent, TurnOutcome, undefined> {
  let outcome: TurnOutcome = nothingYet();
  let over = false;
  try {
    for await (const { event } of conversations.events(turnId, { signal })) {
      if (event.type === 'edit-preview') continue;
      over = event.type === 'turn-end';
      if (event.type === 'turn-restart') outcome = nothingYet();
      if (event.type === 'text-delta') outcome.text += event.delta;
      if (event.type === 'mask-end') outcome.masks.push(event);
      if (event.type === 'edit-end') outcome.edit = event;
      if (event.type === 'turn-end' && event.status === 'stopped') outcome.stopped = true;
      if (event.type === 'turn-end' && event.error !== undefined) throw new FocusError(event.error);
      yield event;
    }
    signal?.throwIfAborted();
    return outcome;
  } finally {
    if (!over) await conversations.stop(turnId).catch(() => undefined);
  }
}

function nothingYet(): TurnOutcome {
  return { text: '', masks: [], edit: null, stopped: false };
}
