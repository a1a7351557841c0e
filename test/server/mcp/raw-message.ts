// One message of 2026-07-28 as it goes over the wire, for what no client of the SDK sends.

import type { Fetch } from './clients.ts';

export interface Answered {
  status: number;
  result?: Record<string, any>;
  error?: { code: number; message: string; data?: any };
}

interface Said {
  /** What the call is about, for the header that says so. */
  name?: string;
  extensions?: string[];
  progressToken?: number;
}

export function messageOf(method: string, params: Record<string, unknown>, { name, extensions = [], progressToken }: Said = {}): { headers: Record<string, string>; body: string } {
  const _meta = {
    'io.modelcontextprotocol/protocolVersion': '2026-07-28',
    'io.modelcontextprotocol/clientInfo': { name: 'raw', version: '1' },
    'io.modelcontextprotocol/clientCapabilities': { extensions: Object.fromEntries(extensions.map((id) => [id, {}])) },
    progressToken,
  };
  const headers: Record<string, string> = {
    'content-type': 'application/json',
    accept: 'application/json, text/event-stream',
    'mcp-protocol-version': '2026-07-28',
    'mcp-method': method,
  };
  if (name !== undefined) headers['mcp-name'] = name;
  return { headers, body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params: { ...params, _meta } }) };
}

export async function sendMessage(fetch: Fetch, method: string, params: Record<string, unknown>, { signal, ...said }: Said & { signal?: AbortSignal } = {}): Promise<Answered> {
  const response = await fetch('http://localhost/api/mcp', { method: 'POST', ...messageOf(method, params, said), signal });
  const text = await response.text();
  // An answer that came with notifications is the last event of a stream.
  const json = /event-stream/.test(response.headers.get('content-type') ?? '') ? [...text.matchAll(/^data: (\{.*)$/gm)].at(-1)![1] : text;
  return { status: response.status, ...JSON.parse(json) };
}
