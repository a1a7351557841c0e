// Each holder of a token has an endpoint of its own, over what is its own: connections, subscriptions and the news of changes
// cannot mix. There are as many as there are names of tokens.

import type { Door } from '../conversation/conversations.ts';
import { type Endpoint, openEndpoint } from './endpoint.ts';
import type { House } from './house.ts';

/** `conversations`: the whole, open, of which each caller gets its part. */
export function openEndpoints(house: Omit<House, 'conversationsBy'> & { conversations: Door }): Endpoint {
  const opened = new Map<string | null, Endpoint>();
  return {
    async fetch(request, auth) {
      const owner = auth?.clientId ?? null;
      const endpoint = opened.get(owner) ?? openEndpoint({ ...house, conversations: house.conversations.of(owner), conversationsBy: undefined });
      opened.set(owner, endpoint);
      return endpoint.fetch(request, auth);
    },
    async close() {
      await Promise.allSettled([...opened.values()].map((endpoint) => endpoint.close()));
      opened.clear();
    },
  };
}
