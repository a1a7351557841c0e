import type { ServerContext } from '@modelcontextprotocol/server';
import type { Served } from './house.ts';
import type { Caller } from './tool.ts';

/** Who sent a request of the SDK's server, and what may be done for them. */
export function callerOf({ conversations, previews, files, page, fetches }: Served, { mcpReq }: ServerContext): Caller {
  const token = mcpReq._meta?.progressToken;
  return {
    conversations,
    previews,
    files,
    fetches,
    page: page(),
    signal: mcpReq.signal,
    progress(progress, total, message) {
      if (token === undefined || mcpReq.signal.aborted) return;
      // A client that went away is noticed by the signal.
      void mcpReq.notify({ method: 'notifications/progress', params: { progressToken: token, progress, total, message } }).catch(() => undefined);
    },
  };
}
