// Real clients of both lines of the SDK, over both transports.

import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { Client as OldClient } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport as OldStdio } from '@modelcontextprotocol/sdk/client/stdio.js';
import { StreamableHTTPClientTransport as OldHttp } from '@modelcontextprotocol/sdk/client/streamableHttp.js';

export type Fetch = (url: string | URL, init?: RequestInit) => Promise<Response>;

export interface ToolResult {
  content: { type: string; text?: string; data?: string; uri?: string; mimeType?: string }[];
  structuredContent?: Record<string, any>;
  isError?: boolean;
  _meta?: Record<string, unknown>;
}

/** What the tests want of a client, whichever line it is of. */
export interface AnyClient {
  era: '2025-11-25' | '2026-07-28';
  raw: Client | OldClient;
  call(name: string, given?: Record<string, unknown>, options?: { signal?: AbortSignal; onprogress?: (progress: { progress: number; message?: string }) => void; timeout?: number }): Promise<ToolResult>;
  /** The structured data; throws with the text of an error. */
  data(name: string, given?: Record<string, unknown>): Promise<Record<string, any>>;
  close(): Promise<void>;
}

export const eras = ['2025-11-25', '2026-07-28'] as const;
export type Era = (typeof eras)[number];

export interface StdioServer {
  command: string;
  args: string[];
  cwd?: string;
  env?: Record<string, string>;
  stderr?: 'pipe' | 'inherit' | 'ignore';
}

export async function connectHttp(era: Era, url: URL, { fetch: fetcher, headers }: { fetch?: Fetch; headers?: Record<string, string> } = {}): Promise<AnyClient> {
  const options = { fetch: fetcher as never, requestInit: { headers } };
  return connect(era, era === '2025-11-25' ? new OldHttp(url, options) : new StreamableHTTPClientTransport(url, options));
}

export async function connectStdio(era: Era, server: StdioServer): Promise<AnyClient> {
  return connect(era, era === '2025-11-25' ? new OldStdio(server) : new StdioClientTransport(server));
}

async function connect(era: Era, transport: unknown): Promise<AnyClient> {
  const raw = era === '2025-11-25'
    ? new OldClient({ name: 'test', version: '1' })
    : new Client({ name: 'test', version: '2' }, { versionNegotiation: { mode: { pin: '2026-07-28' } } } as never);
  await raw.connect(transport as never);
  const call: AnyClient['call'] = async (name, given = {}, options = {}) => {
    if (era === '2025-11-25') return (await (raw as OldClient).callTool({ name, arguments: given }, undefined, options)) as never;
    return (await (raw as Client).callTool({ name, arguments: given }, options)) as never;
  };
  return {
    era, raw, call,
    async data(name, given) {
      const { isError, content, structuredContent } = await call(name, given);
      if (isError || structuredContent === undefined) throw new Error(`${name}: ${content[0]?.text}`);
      return structuredContent;
    },
    close: () => raw.close(),
  };
}
