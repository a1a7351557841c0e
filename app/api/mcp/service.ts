import type { Endpoint } from '../../../server/mcp/endpoint.ts';
import { openEndpoints } from '../../../server/mcp/owners.ts';
import { oneAProcess } from '../one-a-process.ts';
import { conversations } from '../services.ts';

/** The endpoints of this process. */
export const { get: endpoint, close: closeEndpoint } = oneAProcess('mcp', open);

async function open(): Promise<Endpoint> {
  const { PORT, FOCUS_PAGE, FOCUS_FETCH } = process.env;
  const page = FOCUS_PAGE?.replace(/\/$/, '') ?? (PORT === undefined ? null : `http://localhost:${PORT}`);
  return openEndpoints({
    conversations: await conversations(),
    files: null,
    page: () => page,
    fetches: FOCUS_FETCH === 'on',
    root: process.cwd(),
  });
}
