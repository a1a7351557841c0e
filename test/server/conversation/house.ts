// Everything behind the routes for a test: a database of its own, the door, and a worker without a model.

import { type Door, openConversations } from '../../../server/conversation/conversations.ts';
import type { TurnNews, SessionDocument, TurnDocument } from '../../../server/conversation/documents.ts';
import type { TurnRequest } from '../../../server/conversation/requests.ts';
import { prepareQueue } from '../../../server/queue/turn-queue.ts';
import { temporaryStore } from '../store/temporary-database.ts';
import { type FakeWorker, startFakeWorker } from './fake-worker.ts';

export interface House {
  databaseUrl: string;
  dataFolder: string;
  conversations: Door;
  worker: FakeWorker;
  close(): Promise<void>;
}

export async function openHouse(): Promise<House> {
  const database = await temporaryStore();
  const { databaseUrl, dataFolder } = database;
  await prepareQueue(databaseUrl);
  const worker = await startFakeWorker({ databaseUrl, dataFolder });
  const conversations = await openConversations({ databaseUrl, dataFolder });
  return {
    databaseUrl, dataFolder, worker, conversations,
    async close() {
      await conversations.close();
      await worker.close();
      await database.close();
    },
  };
}

export async function sampleSession({ conversations }: House): Promise<SessionDocument> {
  return conversations.createSession({ sample: 'balls-on-wood' });
}

/** Says something and waits for the end of the turn. */
export async function sayAndWait({ conversations }: House, sessionId: string, request: TurnRequest | string): Promise<{ turn: TurnDocument; events: TurnNews[] }> {
  const { id } = await conversations.say(sessionId, typeof request === 'string' ? { text: request } : request);
  const events = await readAll(conversations.events(id));
  return { turn: await conversations.getTurn(id), events };
}

/** The first events of a turn, as many as asked for. */
export async function firstEvents({ conversations }: House, turnId: string, count: number, after = 0): Promise<TurnNews[]> {
  const events: TurnNews[] = [];
  for await (const event of conversations.events(turnId, { after })) if (events.push(event) === count) break;
  return events;
}

export async function readAll<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const all: Item[] = [];
  for await (const item of items) all.push(item);
  return all;
}
