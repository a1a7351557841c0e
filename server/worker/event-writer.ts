// What the worker says about a turn, written in small batches behind the claim's fence. A second attempt says the same again, as
// everything is replayed exactly: while it equals what stands in the log nothing is written, so a reader sees no repeat.

import { isDeepStrictEqual } from 'node:util';
import { appendEvents } from '../store/event-log.ts';
import type { LogEvent } from '../store/log-event.ts';
import type { Store, Transaction } from '../store/store.ts';
import { type Claim, holdTurn } from './claim.ts';

export interface EventWriter {
  /** Resolves when the event is written, or at once where it may wait for others. @throws Abandoned */
  add(event: LogEvent): Promise<void>;
  /** Holds the turn and writes what is left and the last events in the transaction that ends it. */
  finish(transaction: Transaction, events: readonly LogEvent[]): Promise<void>;
  /** Waits for what is being written and writes nothing more. */
  close(): Promise<void>;
}

/** Milliseconds an event that is not urgent may wait for others. */
const patience = 30;

export function openEventWriter({ prisma }: Store, claim: Claim): EventWriter {
  const turnId = claim.turn.id;
  /** What an earlier attempt said since it last began anew, as far as it is not yet said again. */
  const earlier = claim.logged.slice(claim.logged.findLastIndex(({ type }) => type === 'turn-restart') + 1);
  let position = 0;
  let following = true;
  const said: LogEvent[] = [];
  const pending: LogEvent[] = [];
  let seq = claim.logged.length;
  let writing: Promise<void> = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;
  let failure: unknown;

  const say = (event: LogEvent): void => {
    // As it comes back from the database, so that it can be compared.
    const plain = JSON.parse(JSON.stringify(event)) as LogEvent;
    said.push(plain);
    if (following && position < earlier.length && isDeepStrictEqual(earlier[position], plain)) position += 1;
    else if (following && position < earlier.length) {
      following = false;
      pending.push({ type: 'turn-restart' }, ...said);
    } else pending.push(plain);
  };

  const flush = (): Promise<void> => {
    clearTimeout(timer);
    timer = undefined;
    writing = writing.then(async () => {
      if (failure !== undefined) throw failure;
      const batch = pending.splice(0);
      if (batch.length === 0) return;
      await prisma.$transaction(async (transaction) => {
        await holdTurn(transaction, claim);
        await appendEvents(transaction, turnId, seq, batch);
      });
      seq += batch.length;
    });
    writing.catch((error: unknown) => { failure ??= error; });
    return writing;
  };

  // The claim wrote or found it.
  say({ type: 'turn-start' });

  return {
    async add(event) {
      if (failure !== undefined) throw failure;
      say(event);
      if (pending.length === 0) return;
      if (event.type !== 'edit-progress' && event.type !== 'code-progress') return flush();
      // Its failure is met by the next event.
      timer ??= setTimeout(() => void flush().catch(() => undefined), patience);
    },
    async finish(transaction, events) {
      clearTimeout(timer);
      await writing;
      await holdTurn(transaction, claim);
      for (const event of events) say(event);
      await appendEvents(transaction, turnId, seq, pending.splice(0));
    },
    async close() {
      clearTimeout(timer);
      failure ??= new Error('The events of this turn are closed.');
      await writing.catch(() => undefined);
    },
  };
}
