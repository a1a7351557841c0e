// The door before it is open: clients of stdio want an answer to their first message within seconds, and a first start of focus
// takes longer. What is called meanwhile waits a little and then says so.

import type { Conversations } from '../conversation/conversations.ts';
import { left, within } from './deadline.ts';

/** Milliseconds a call waits for the door. */
const patience = 15_000;

const streams: readonly string[] = ['events', 'changes', 'allChanges'] satisfies (keyof Conversations)[];

export interface LateConversations {
  conversations: Conversations;
  /** The same, waiting no longer than until then. */
  conversationsBy(deadline: number): Conversations;
}

/** `open` is called once, and again after a failure. What it throws is thrown to whoever called. */
export function lateConversations(open: () => Promise<Conversations>): LateConversations {
  let opening: Promise<Conversations> | null = null;
  const door = (deadline = Infinity): Promise<Conversations> => {
    opening ??= open().catch((error: unknown) => {
      opening = null;
      throw error;
    });
    return within(Math.min(patience, left(deadline)), opening, {
      code: 'focus-starting',
      message: 'focus is still starting; the first time it builds its page and its database.',
      status: 503,
      hint: 'Call again in half a minute.',
    });
  };
  // It begins at once, not with the first call.
  void door().catch(() => undefined);
  return { conversations: behind(door), conversationsBy: (deadline) => behind(() => door(deadline)) };
}

/** Every method waits for the door. */
function behind(door: () => Promise<Conversations>): Conversations {
  return new Proxy({} as Conversations, {
    get(_, name) {
      if (typeof name !== 'string') return undefined;
      type Method = (...given: unknown[]) => unknown;
      const method = async () => (await door())[name as keyof Conversations] as Method;
      if (streams.includes(name)) return async function* (...given: unknown[]) { yield* (await method())(...given) as AsyncIterable<unknown>; };
      return async (...given: unknown[]) => (await method())(...given);
    },
  });
}
