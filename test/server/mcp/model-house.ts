// The endpoint of agents with the shipped model behind it: database, worker process and door as the product has them, without page.

import { type Door, openConversations } from '../../../server/conversation/conversations.ts';
import type { Endpoint } from '../../../server/mcp/endpoint.ts';
import type { House as McpHouse } from '../../../server/mcp/house.ts';
import { openEndpoints } from '../../../server/mcp/owners.ts';
import { prepareQueue } from '../../../server/queue/turn-queue.ts';
import { temporaryStore } from '../store/temporary-database.ts';
import { startWorkerProcess } from '../worker/worker-process.ts';
import { root } from './agent-house.ts';
import { type AnyClient, connectHttp, type Era } from './clients.ts';

export interface ModelHouse {
  conversations: Door;
  endpoint: Endpoint;
  connect(era: Era): Promise<AnyClient>;
  close(): Promise<void>;
}

export async function openModelHouse(settings: Partial<Omit<McpHouse, 'conversations'>> = {}): Promise<ModelHouse> {
  const database = await temporaryStore();
  const { databaseUrl, dataFolder } = database;
  await prepareQueue(databaseUrl);
  const worker = await startWorkerProcess({ DATABASE_URL: databaseUrl, FOCUS_DATA_DIR: dataFolder });
  const conversations = await openConversations({ databaseUrl, dataFolder });
  const endpoint = openEndpoints({ files: null, page: () => 'http://localhost:3000', fetches: false, root, ...settings, conversations });
  const close = async (): Promise<void> => {
    await endpoint.close();
    await conversations.close();
    worker.child.kill('SIGTERM');
    await worker.exited;
    await database.close();
  };
  if (worker.message.type === 'failed') {
    await close();
    throw new Error(worker.message.error.message);
  }
  return {
    conversations,
    endpoint,
    connect: (era) => connectHttp(era, new URL('http://localhost/api/mcp'), { fetch: (url, init) => endpoint.fetch(new Request(url, { ...init, duplex: 'half' } as RequestInit)) }),
    close,
  };
}
