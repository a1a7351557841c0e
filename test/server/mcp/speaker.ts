// A client that says whatever it is told, right or wrong, at the door of the product, and hands back what came.

import { CLIENT_CAPABILITIES_META_KEY, CLIENT_INFO_META_KEY, PROTOCOL_VERSION_META_KEY } from '@modelcontextprotocol/client';
import type { Agents } from '../../../server/start/agents.ts';
import type { Era } from './clients.ts';

export interface Message {
  id?: unknown;
  error?: { code: number; message: string };
  result?: { resultType?: string; isError?: boolean; content: { type: string; text: string }[]; structuredContent?: unknown; completion?: { values: string[] }; instructions?: string };
}

export interface Answer {
  status: number;
  text: string;
  /** What the server wants of a token; null where it says nothing of it. */
  challenge: string | null;
  /** The message that answers; null where there is none. */
  message: Message | null;
}

type Headers = Record<string, string>;

export interface Speaker {
  /** Id of the connection that was begun; empty where none is needed. */
  connection: string;
  headers(method: string, params: unknown): Headers;
  body(method: string, params: unknown): string;
  /** A request, with headers of one's own over the right ones. */
  say(method: string, params: unknown, headers?: Headers): Promise<Answer>;
  notify(method: string, params: unknown): Promise<Answer>;
  /** Any body under the headers of a method. */
  send(body: string, options: { method: string }): Promise<Answer>;
  /** Any request. */
  post(init: RequestInit): Promise<Answer>;
}

const address = 'http://localhost:3000/api/mcp';

/** The one with a result or an error; also in a stream of events. */
function messageIn(text: string): Message | null {
  const parts = /^(event|data|id|retry|:)/m.test(text) ? Array.from(text.matchAll(/^data: ?(.+)$/gm), ([, data]) => data) : [text];
  for (const part of parts) {
    try {
      const message = JSON.parse(part) as Message;
      if (message.error !== undefined || message.result !== undefined) return message;
    } catch {
      // no message
    }
  }
  return null;
}

/** Speaks to `door` for the holder of a token. A client of the 2025 era begins with initialize. */
export async function speakerOf(door: Agents, era: Era, token: string): Promise<Speaker> {
  let [count, connection] = [0, ''];
  const modern = era === '2026-07-28';
  const meta = { [PROTOCOL_VERSION_META_KEY]: era, [CLIENT_INFO_META_KEY]: { name: 'hostile', version: '1' }, [CLIENT_CAPABILITIES_META_KEY]: {} };
  const headers: Speaker['headers'] = (method, params) => {
    const { name, uri, taskId } = (params ?? {}) as Record<string, unknown>;
    const named = name ?? uri ?? taskId;
    return {
      authorization: `Bearer ${token}`, 'content-type': 'application/json', accept: 'application/json, text/event-stream', 'mcp-protocol-version': era,
      ...(modern ? { 'mcp-method': ascii(method), ...(typeof named === 'string' ? { 'mcp-name': ascii(named) } : {}) } : connection === '' ? {} : { 'mcp-session-id': connection }),
    };
  };
  const withMeta = (params: unknown) => (modern ? { ...(params as object), _meta: { ...meta, ...(params as { _meta?: object })._meta } } : params);
  const body: Speaker['body'] = (method, params) => JSON.stringify({ jsonrpc: '2.0', id: (count += 1), method, params: withMeta(params) });
  const ask = (init: RequestInit) => door.answer(new Request(address, { method: 'POST', ...init, headers: { host: 'localhost:3000', ...(init.headers as Headers) } }));
  const post: Speaker['post'] = async (init) => {
    const response = await ask(init);
    const text = await response.text();
    return { status: response.status, text, challenge: response.headers.get('www-authenticate'), message: messageIn(text) };
  };
  const speaker: Speaker = {
    connection, headers, body, post,
    say: (method, params, own = {}) => post({ headers: { ...headers(method, params), ...own }, body: body(method, params) }),
    notify: (method, params) => post({ headers: headers(method, params), body: JSON.stringify({ jsonrpc: '2.0', method, params: withMeta(params) }) }),
    send: (text, { method }) => post({ headers: headers(method, {}), body: text }),
  };
  if (modern) return speaker;
  const params = { protocolVersion: era, capabilities: {}, clientInfo: { name: 'hostile', version: '1' } };
  const begun = await ask({ headers: headers('initialize', params), body: body('initialize', params) });
  await begun.text();
  connection = speaker.connection = begun.headers.get('mcp-session-id') ?? '';
  await speaker.notify('notifications/initialized', {});
  return speaker;
}

/** Headers hold nothing else. */
function ascii(text: string): string {
  return text.replace(/[^\x20-\x7e]/g, '').trim();
}
