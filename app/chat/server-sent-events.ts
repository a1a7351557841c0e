// Server-sent events over fetch, which, other than EventSource, tells the status and takes a signal.

import { RequestError, errorOf } from './request-error.ts';

export interface SentEvent {
  id: string;
  data: string;
}

/** Takes the text as it comes, gives the events that are complete. */
export function sentEventParser(): (text: string) => SentEvent[] {
  let rest = '';
  let id = '';
  let data: string[] = [];
  return (text) => {
    const events: SentEvent[] = [];
    const lines = (rest + text).split(/\r?\n/);
    rest = lines.pop() ?? '';
    for (const line of lines) {
      if (line === '') {
        if (data.length > 0) events.push({ id, data: data.join('\n') });
        data = [];
        continue;
      }
      const colon = line.indexOf(':');
      const field = colon === -1 ? line : line.slice(0, colon);
      const value = colon === -1 ? '' : line.slice(colon + 1).replace(/^ /, '');
      if (field === 'id') id = value;
      if (field === 'data') data.push(value);
    }
    return events;
  };
}

export interface FollowOptions {
  /** Where to go on, given the id of the last event that came. */
  address: (lastId: string) => string;
  signal: AbortSignal;
  onConnection?: (connected: boolean) => void;
  fetch?: typeof globalThis.fetch;
  /** Milliseconds before the first new attempt; doubles up to five seconds. */
  patience?: number;
}

/** Longer than two heartbeats of the server: a silence of this length is a dead connection. */
const silence = 25_000;

/**
 * The events of a stream without end or with one that the reader knows: every broken connection is opened again,
 * after the last event that came, for ever. Stops when the signal does.
 * @throws RequestError when the server refuses the stream itself (400–499)
 */
export async function* followEvents({ address, signal, onConnection, fetch = globalThis.fetch, patience = 250 }: FollowOptions): AsyncGenerator<SentEvent> {
  let lastId = '';
  for (let wait = patience; !signal.aborted; wait = Math.min(wait * 2, 5000)) {
    const attempt = new AbortController();
    const end = () => attempt.abort();
    signal.addEventListener('abort', end);
    let timer = setTimeout(end, silence);
    try {
      const response = await fetch(address(lastId), { signal: attempt.signal, headers: { accept: 'text/event-stream' }, cache: 'no-store' });
      if (!response.ok) throw await errorOf(response);
      onConnection?.(true);
      const parse = sentEventParser();
      const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
      for (let part = await reader.read(); !part.done; part = await reader.read()) {
        clearTimeout(timer);
        timer = setTimeout(end, silence);
        for (const event of parse(part.value)) {
          lastId = event.id;
          wait = patience;
          yield event;
        }
      }
    } catch (error) {
      if (signal.aborted) return;
      if (error instanceof RequestError && error.document.status >= 400 && error.document.status < 500) throw error;
    } finally {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      attempt.abort();
    }
    onConnection?.(false);
    await pause(wait, signal);
  }
}

export function pause(milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    signal?.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    }, { once: true });
  });
}
