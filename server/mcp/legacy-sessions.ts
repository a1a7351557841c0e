// Clients of the 2025 era keep a connection with an id over several requests. Those live here, in memory: one that is not
// used for half an hour is closed, and a client whose id is unknown begins anew, as its specification says.

import { randomUUID } from 'node:crypto';
import { type AuthInfo, type McpServer, WebStandardStreamableHTTPServerTransport } from '@modelcontextprotocol/server';
import { attachLive } from './attach-live.ts';
import { longestMessage } from './base64.ts';
import { eventMemory } from './event-memory.ts';
import type { Live } from './live.ts';
import type { WhyNot } from './watched.ts';

interface Connection {
  transport: WebStandardStreamableHTTPServerTransport;
  usedAt: number;
  close(): Promise<void>;
}

export interface LegacySessions {
  /** `parsedBody`: of a message that was read already. */
  fetch(request: Request, auth?: AuthInfo, parsedBody?: unknown): Promise<Response>;
  close(): Promise<void>;
}

const limits = { connections: 256, idle: 30 * 60_000 } as const;

export function openLegacySessions(make: () => McpServer, live: Live, whyNot: WhyNot): LegacySessions {
  const connections = new Map<string, Connection>();

  const begin = async (): Promise<Connection> => {
    const server = make();
    const transport = new WebStandardStreamableHTTPServerTransport({
      sessionIdGenerator: randomUUID,
      eventStore: eventMemory(),
      retryInterval: 1000,
      maxRequestBodySize: longestMessage,
      onsessioninitialized: (id) => void connections.set(id, connection),
      onsessionclosed: (id) => void connections.delete(id),
    });
    const leave = attachLive(server, live, 'legacy', whyNot);
    const connection: Connection = { transport, usedAt: Date.now(), close: () => (leave(), server.close()) };
    await server.connect(transport);
    return connection;
  };

  const tidy = (): void => {
    const oldest = [...connections].sort(([, one], [, other]) => one.usedAt - other.usedAt);
    const tooMany = connections.size - limits.connections;
    for (const [index, [id, connection]] of oldest.entries()) {
      if (index >= tooMany && Date.now() - connection.usedAt < limits.idle) continue;
      connections.delete(id);
      void connection.close().catch(() => undefined);
    }
  };
  const timer = setInterval(tidy, 60_000);
  timer.unref();

  return {
    async fetch(request, auth, parsedBody) {
      const id = request.headers.get('mcp-session-id');
      if (id === null) {
        const connection = await begin();
        const response = await connection.transport.handleRequest(request, { authInfo: auth, parsedBody });
        // Refused: it was no initialize.
        if (connection.transport.sessionId === undefined) await connection.close();
        else tidy();
        return response;
      }
      const connection = connections.get(id);
      if (connection === undefined) return unknown();
      connection.usedAt = Date.now();
      return connection.transport.handleRequest(request, { authInfo: auth, parsedBody });
    },
    async close() {
      clearInterval(timer);
      await Promise.allSettled([...connections.values()].map((connection) => connection.close()));
      connections.clear();
    },
  };
}

function unknown(): Response {
  const error = { code: -32001, message: 'This session is not known (any more). Begin anew with initialize.' };
  return Response.json({ jsonrpc: '2.0', error, id: null }, { status: 404 });
}
