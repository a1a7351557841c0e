// A database of its own for one test file with a queue in it, and the end of the queue that sends.

import { openTurnQueue, prepareQueue, type TurnQueue } from '../../../server/queue/turn-queue.ts';
import { type TemporaryStore, temporaryStore } from '../store/temporary-database.ts';

export interface TemporaryQueue extends TemporaryStore {
  queue: TurnQueue;
}

export async function temporaryQueue(): Promise<TemporaryQueue> {
  const temporary = await temporaryStore();
  const { databaseUrl, store } = temporary;
  await prepareQueue(databaseUrl);
  const queue = await openTurnQueue({ databaseUrl, store, role: 'sender' });
  const close = async (): Promise<void> => {
    await queue.close();
    await temporary.close();
  };
  return { ...temporary, queue, close };
}
