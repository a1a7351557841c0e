import type { ServerContext } from '@modelcontextprotocol/server';
import { deadlineIn, patience } from './deadline.ts';
import type { Served } from './house.ts';
import type { Caller } from './tool.ts';

/** Who sent a request of the SDK's server, and what may be done for them. */
export function callerOf({ conversations, conversationsBy, previews, files, page, fetches, patience: milliseconds = patience }: Served, { mcpReq }: ServerContext): Caller {
  const token = mcpReq._meta?.progressToken;
  const deadline = deadlineIn(milliseconds);
  return {
    conversations: conversationsBy?.(deadline) ?? conversations,
    deadline,
    previews,
    files,
    fetches,
    // Only known once focus runs, and a call may have to wait for that.
    get page() {
      return page();
    },
    signal: mcpReq.signal,
    progress(progress, total, message) {
      if (token === undefined || mcpReq.signal.aborted) return;
      // A client that went away is noticed by the signal.
      void mcpReq.notify({ method: 'notifications/progress', params: { progressToken: token, progress, total, message } }).catch(() => undefined);
    },
  };
}
