// The endpoint of agents on a database of its own, with a worker that has no model, called without a network.

import { join } from 'node:path';
import type { AuthInfo } from '@modelcontextprotocol/server';
import { type Endpoint, openEndpoint } from '../../../server/mcp/endpoint.ts';
import type { House as McpHouse } from '../../../server/mcp/house.ts';
import { openEndpoints } from '../../../server/mcp/owners.ts';
import { type House, openHouse } from '../conversation/house.ts';
import { type AnyClient, connectHttp, type Era, type Fetch } from './clients.ts';

export const root = join(import.meta.dirname, '..', '..', '..');

export interface AgentHouse extends House {
  endpoint: Endpoint;
  /** `owner`: the name of a token; left out for a program at this machine. */
  fetch(owner?: string): Fetch;
  connect(era: Era, owner?: string): Promise<AnyClient>;
  /** A client of another endpoint of the same house, which is closed with the client. */
  connectTo(era: Era, settings: Partial<McpHouse>): Promise<AnyClient>;
}

export async function openAgentHouse(settings: Partial<Omit<McpHouse, 'conversations'>> = {}): Promise<AgentHouse> {
  const house = await openHouse();
  const usual = { files: null, page: () => 'http://localhost:3000', fetches: false, root, ...settings, conversations: house.conversations };
  const endpoint = openEndpoints(usual);
  const fetcher = (owner?: string): Fetch => (url, init) => endpoint.fetch(new Request(url, { ...init, duplex: 'half' } as RequestInit), owner === undefined ? undefined : tokenOf(owner));
  const connect = (era: Era, fetch: Fetch) => connectHttp(era, new URL('http://localhost/api/mcp'), { fetch });
  return {
    ...house,
    endpoint,
    fetch: fetcher,
    connect: (era, owner) => connect(era, fetcher(owner)),
    async connectTo(era, others) {
      const other = openEndpoint({ ...usual, ...others });
      const client = await connect(era, (url, init) => other.fetch(new Request(url, { ...init, duplex: 'half' } as RequestInit)));
      return { ...client, close: () => client.close().finally(() => other.close()) };
    },
    async close() {
      await endpoint.close();
      await house.close();
    },
  };
}

/** What the route makes of an admitted token. */
function tokenOf(name: string): AuthInfo {
  return { token: `secret of ${name}`, clientId: name, scopes: ['read', 'edit'], expiresAt: Math.round(Date.now() / 1000) + 3600 };
}
