// What focus says by itself, as the events of an answer.

import type { TurnEvent } from './turn-events.ts';

export async function* say(text: string): AsyncGenerator<TurnEvent, string> {
  yield { type: 'text-start' };
  yield { type: 'text-delta', delta: text };
  yield { type: 'text-end', text };
  return text;
}
