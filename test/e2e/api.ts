// The HTTP API as a client of its own, for what a page cannot show.

import type { SessionDocument, TurnDocument } from '../../server/conversation/documents.ts';
import type { LoggedEvent, TurnNews } from '../../server/store/log-event.ts';

export async function request<Answer>(address: string, path: string, options: RequestInit & { json?: unknown } = {}): Promise<Answer> {
  const { json, ...rest } = options;
  const response = await fetch(`${address}${path}`, {
    ...rest,
    ...(json === undefined ? {} : { method: rest.method ?? 'POST', body: JSON.stringify(json), headers: { 'content-type': 'application/json' } }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${path}: ${response.status} ${text.slice(0, 300)}`);
  return JSON.parse(text) as Answer;
}

export function beginSession(address: string, sample = 'stars-on-stone'): Promise<SessionDocument> {
  return request(address, '/api/sessions', { json: { sample } });
}

export function say(address: string, sessionId: string, turn: Record<string, unknown>): Promise<TurnDocument> {
  return request(address, `/api/sessions/${sessionId}/turns`, { json: { prompts: [], masks: [], ...turn } });
}

export function session(address: string, id: string): Promise<SessionDocument> {
  return request(address, `/api/sessions/${id}`);
}

/** What stands in the log of a turn from `after` on (previews come when there is time for them), until the last one or until the connection breaks. */
export async function* events(address: string, turnId: string, after = 0): AsyncGenerator<Pick<LoggedEvent, 'seq' | 'event'>> {
  const response = await fetch(`${address}/api/turns/${turnId}/events?after=${after}`);
  if (!response.ok || response.body === null) throw new Error(`events: ${response.status}`);
  let buffer = '';
  const decoder = new TextDecoder();
  for await (const chunk of response.body) {
    buffer += decoder.decode(chunk, { stream: true });
    for (let end = buffer.indexOf('\n\n'); end >= 0; end = buffer.indexOf('\n\n')) {
      const data = buffer.slice(0, end).split('\n').find((line) => line.startsWith('data:'));
      buffer = buffer.slice(end + 2);
      const news: TurnNews | null = data === undefined ? null : JSON.parse(data.slice(5));
      if (news !== null && news.event.type !== 'edit-preview') yield news as LoggedEvent;
    }
  }
}

/** Reads a turn to its end through every break of the connection, as the page does. */
export async function follow(address: () => string, turnId: string, { patience = 60_000 } = {}): Promise<Pick<LoggedEvent, 'seq' | 'event'>[]> {
  const seen: Pick<LoggedEvent, 'seq' | 'event'>[] = [];
  const until = Date.now() + patience;
  while (Date.now() < until) {
    try {
      for await (const event of events(address(), turnId, seen.at(-1)?.seq ?? 0)) {
        seen.push(event);
        if (event.event.type === 'turn-end') return seen;
      }
    } catch {
      // broken: go on from the last one
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error(`turn ${turnId} did not end; ${seen.length} events were seen`);
}

export async function sayAndWait(address: string, sessionId: string, turn: Record<string, unknown>): Promise<TurnDocument> {
  const { id } = await say(address, sessionId, turn);
  await follow(() => address, id);
  return (await session(address, sessionId)).turns.find((one) => one.id === id)!;
}
