import { type Endpoint, openEndpoint } from '../../../server/mcp/endpoint.ts';
import { conversations } from '../services.ts';

const key = Symbol.for('focus.mcp');
const kept = globalThis as { [key]?: Promise<Endpoint> };

/** The endpoint of this process, opened at the first request. */
export function endpoint(): Promise<Endpoint> {
  kept[key] ??= open().catch((error: unknown) => {
    kept[key] = undefined;
    throw error;
  });
  return kept[key];
}

export async function closeEndpoint(): Promise<void> {
  const open = kept[key];
  kept[key] = undefined;
  await (await open)?.close();
}

async function open(): Promise<Endpoint> {
  const { PORT, FOCUS_PAGE, FOCUS_FETCH } = process.env;
  const page = FOCUS_PAGE?.replace(/\/$/, '') ?? (PORT === undefined ? null : `http://localhost:${PORT}`);
  return openEndpoint({
    conversations: await conversations(),
    files: null,
    page: () => page,
    fetches: FOCUS_FETCH === 'on',
    root: process.cwd(),
  });
}
