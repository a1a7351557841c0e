// One address for both eras of the protocol: 2026-07-28, where every request stands alone, and those that begin with initialize.

import { type AuthInfo, createMcpHandler, isLegacyRequest, type McpServer, type McpServerOptions } from '@modelcontextprotocol/server';
import { longestMessage } from './base64.ts';
import type { House } from './house.ts';
import { openLegacySessions } from './legacy-sessions.ts';
import { type Live, openLive } from './live.ts';
import { readMessage } from './read-message.ts';
import { openServers } from './serve.ts';
import { onlyWatched, type WhyNot, whyNotWatched } from './watched.ts';

export interface Endpoint {
  /** `auth`: what the caller's token allows; left out for the person at this machine, who may do everything. */
  fetch(request: Request, auth?: AuthInfo): Promise<Response>;
  close(): Promise<void>;
}

/** What only tests add. */
export interface Extras {
  add(server: McpServer, live: Live): void;
  /** Addresses of their own that can be subscribed to. */
  watches(address: string): boolean;
  options: Partial<McpServerOptions>;
}

export function openEndpoint(house: House, extras?: Extras): Endpoint {
  const live = openLive(house.conversations);
  const servers = openServers(house);
  const whyNotOurs = whyNotWatched(house.conversations);
  const whyNot: WhyNot = async (address) => (extras?.watches(address) ? null : whyNotOurs(address));
  const make = (era: 'legacy' | 'modern', method?: string | null): McpServer => {
    const server = servers(era, extras?.options, method ?? undefined);
    extras?.add(server, live);
    return server;
  };
  const onerror = (error: Error): void => {
    if (process.env.FOCUS_DEBUG) console.error('MCP:', error.message);
  };
  const modern = createMcpHandler(({ requestInfo }) => make('modern', requestInfo?.headers.get('mcp-method')), { legacy: 'reject', bus: live, maxRequestBodySize: longestMessage, onerror });
  const legacy = openLegacySessions(() => make('legacy'), live, whyNot);
  return {
    async fetch(given, auth) {
      const { request, parsedBody } = await readMessage(given);
      if (await isLegacyRequest(request, parsedBody, { maxRequestBodySize: longestMessage })) return legacy.fetch(request, auth, parsedBody);
      return modern.fetch(request, { authInfo: auth, parsedBody: await onlyWatched(parsedBody, whyNot) });
    },
    async close() {
      await Promise.allSettled([modern.close(), legacy.close()]);
      live.close();
    },
  };
}
