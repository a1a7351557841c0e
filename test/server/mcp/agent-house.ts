// The endpoint of agents on a database of its own, with a worker that has no model, called without a network.

import { join } from 'node:path';
import { type Endpoint, openEndpoint } from '../../../server/mcp/endpoint.ts';
import type { House as McpHouse } from '../../../server/mcp/house.ts';
import { type House, openHouse } from '../conversation/house.ts';
import { type AnyClient, connectHttp, type Era, type Fetch } from './clients.ts';

export const root = join(import.meta.dirname, '..', '..', '..');

export interface AgentHouse extends House {
  endpoint: Endpoint;
  fetch: Fetch;
  connect(era: Era): Promise<AnyClient>;
}

export async function openAgentHouse(settings: Partial<McpHouse> = {}): Promise<AgentHouse> {
  const house = await openHouse();
  const endpoint = openEndpoint({ conversations: house.conversations, files: null, page: () => 'http://localhost:3000', fetches: false, root, ...settings });
  const fetcher: Fetch = (url, init) => endpoint.fetch(new Request(url, { ...init, duplex: 'half' } as RequestInit));
  return {
    ...house,
    endpoint,
    fetch: fetcher,
    connect: (era) => connectHttp(era, new URL('http://localhost/api/mcp'), { fetch: fetcher }),
    async close() {
      await endpoint.close();
      await house.close();
    },
  };
}
