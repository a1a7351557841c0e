// What changes, whoever changes it, as events of the protocol. The database is listened to only while somebody wants to know.

import type { ServerEvent, ServerEventBus } from '@modelcontextprotocol/server';
import type { Conversations } from '../conversation/conversations.ts';
import { type MaskNews, openMaskNews } from './mask-news.ts';
import { addressesOfMask, uri } from './uris.ts';

export interface Live extends ServerEventBus {
  close(): void;
}

/** Milliseconds in which changes of the list of sessions are gathered. */
const gather = 250;
/** Milliseconds before a broken feed is taken up again. */
const pause = 1000;
/** What changed that many milliseconds before the last news is told again where some may have been missed: clocks differ. */
const slack = 10_000;

export function openLive(conversations: Conversations): Live {
  const listeners = new Set<(event: ServerEvent) => void>();
  let feed: AbortController | null = null;
  let timer: NodeJS.Timeout | undefined;
  let known: string | null = null;

  const publish = (event: ServerEvent): void => {
    for (const listener of [...listeners]) listener(event);
  };

  const newest = async () => (await conversations.listSessions({ limit: 50 })).sessions;

  /** Tells of sessions that came, went or were renamed. */
  const lookAtList = async (): Promise<void> => {
    timer = undefined;
    const now = JSON.stringify((await newest()).map(({ id, title }) => `${id} ${title}`).sort());
    if (known !== null && known !== now) publish({ kind: 'resources_list_changed' });
    known = now;
  };

  const tell = async (sessionId: string, maskNews: MaskNews, since: number): Promise<void> => {
    publish({ kind: 'resource_updated', uri: uri.session(sessionId) });
    for (const id of await maskNews(sessionId, since)) for (const address of addressesOfMask(id)) publish({ kind: 'resource_updated', uri: address });
  };

  const changedSince = async (since: number): Promise<string[]> => (await newest()).filter(({ updatedAt }) => Date.parse(updatedAt) >= since).map(({ id }) => id);

  const follow = async (signal: AbortSignal): Promise<void> => {
    const maskNews = openMaskNews(conversations);
    let told = Date.now();
    let complained = false;
    while (!signal.aborted) {
      try {
        await lookAtList();
        for await (const { sessionId } of conversations.allChanges(signal)) {
          const [now, since] = [Date.now(), told - slack];
          for (const id of sessionId === '' ? await changedSince(since) : [sessionId]) await tell(id, maskNews, since);
          told = now;
          complained = false;
          timer ??= setTimeout(() => void lookAtList().catch(() => undefined), gather);
        }
      } catch (error) {
        // Most often the database is away. What could not be told is told when the changes are followed again.
        if (!signal.aborted && !complained) console.error('Changes could not be told to those who subscribed, which is tried again:', error);
        complained = true;
      }
      if (!signal.aborted) await new Promise((resolve) => setTimeout(resolve, pause).unref());
    }
  };

  return {
    publish,
    subscribe(listener) {
      listeners.add(listener);
      if (feed === null) {
        feed = new AbortController();
        void follow(feed.signal);
      }
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0) return;
        feed?.abort();
        feed = null;
        known = null;
      };
    },
    close() {
      listeners.clear();
      clearTimeout(timer);
      feed?.abort();
    },
  };
}
