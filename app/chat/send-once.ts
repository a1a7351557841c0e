// What is wanted once is done once, however often it has to be sent: its id is made here, and the server does what it knows the id of no
// second time.

import { newId } from './new-id.ts';
import { mayPass } from './request-error.ts';
import { pause } from './server-sent-events.ts';

interface Sending {
  /** How long it is sent again, ms: a server needs some time to start anew. */
  patience?: number;
  signal?: AbortSignal;
  /** Nothing answered; it is sent again in a moment. */
  onLost?: () => void;
}

/** Sends again and again until something answers. @throws what the last attempt ended with */
export async function untilAnswered<Answer>(send: () => Promise<Answer>, { patience = 30_000, signal, onLost }: Sending = {}): Promise<Answer> {
  const until = Date.now() + patience;
  for (let wait = 300; ; wait = Math.min(wait * 2, 3000)) {
    try {
      return await send();
    } catch (error) {
      if (signal?.aborted || Date.now() > until || !mayPass(error)) throw error;
      onLost?.();
      await pause(wait, signal);
    }
  }
}

/** The id of what was tried last: it may have arrived although nothing answered, so the same thing tried once more keeps it. */
export class KeptId {
  #kept: { id: string; wish: string } | null = null;

  /** Does it under its id. `wish` says all that makes it the same thing. */
  async with<Answer>(wish: string, act: (id: string) => Promise<Answer>): Promise<Answer> {
    const id = this.of(wish);
    try {
      const answer = await act(id);
      this.settled(id);
      return answer;
    } catch (error) {
      if (!mayPass(error)) this.settled(id);
      throw error;
    }
  }

  of(wish: string): string {
    if (this.#kept?.wish !== wish) this.#kept = { id: newId(), wish };
    return this.#kept.id;
  }

  /** What was tried under this id, by a page before this one. */
  keep(id: string, wish: string): void {
    this.#kept = { id, wish };
  }

  /** It was done or refused: the same thing wanted again is another one. */
  settled(id: string): void {
    if (this.#kept?.id === id) this.#kept = null;
  }
}
