// Calls the handlers of app/api as Next would, without starting it.

import { closeConversations } from '../../../app/api/services.ts';
import { type House, openHouse } from '../../server/conversation/house.ts';

type Handler = (request: Request, context: { params: Promise<never> }) => Promise<Response>;

export interface Api extends House {
  /** A request to a path such as /api/turns/ID/stop; a body that is no bytes is sent as JSON. */
  ask(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Response>;
}

const routes: Record<string, () => Promise<Record<string, unknown>>> = {
  '/api/health': () => import('../../../app/api/health/route.ts'),
  '/api/images': () => import('../../../app/api/images/route.ts'),
  '/api/images/[id]': () => import('../../../app/api/images/[id]/route.ts'),
  '/api/masks/[id]/versions': () => import('../../../app/api/masks/[id]/versions/route.ts'),
  '/api/masks/[id]': () => import('../../../app/api/masks/[id]/route.ts'),
  '/api/samples': () => import('../../../app/api/samples/route.ts'),
  '/api/samples/[name]': () => import('../../../app/api/samples/[name]/route.ts'),
  '/api/sessions': () => import('../../../app/api/sessions/route.ts'),
  '/api/sessions/[id]': () => import('../../../app/api/sessions/[id]/route.ts'),
  '/api/sessions/[id]/turns': () => import('../../../app/api/sessions/[id]/turns/route.ts'),
  '/api/sessions/[id]/preview': () => import('../../../app/api/sessions/[id]/preview/route.ts'),
  '/api/sessions/[id]/operations': () => import('../../../app/api/sessions/[id]/operations/route.ts'),
  '/api/sessions/[id]/operations/preview': () => import('../../../app/api/sessions/[id]/operations/preview/route.ts'),
  '/api/sessions/[id]/masks': () => import('../../../app/api/sessions/[id]/masks/route.ts'),
  '/api/sessions/[id]/restore': () => import('../../../app/api/sessions/[id]/restore/route.ts'),
  '/api/sessions/[id]/export': () => import('../../../app/api/sessions/[id]/export/route.ts'),
  '/api/sessions/[id]/share': () => import('../../../app/api/sessions/[id]/share/route.ts'),
  '/api/shared/[token]': () => import('../../../app/api/shared/[token]/route.ts'),
  '/api/shared/[token]/images/[name]': () => import('../../../app/api/shared/[token]/images/[name]/route.ts'),
  '/api/sessions/[id]/events': () => import('../../../app/api/sessions/[id]/events/route.ts'),
  '/api/turns/[id]': () => import('../../../app/api/turns/[id]/route.ts'),
  '/api/turns/[id]/events': () => import('../../../app/api/turns/[id]/events/route.ts'),
  '/api/turns/[id]/report': () => import('../../../app/api/turns/[id]/report/route.ts'),
  '/api/turns/[id]/redo': () => import('../../../app/api/turns/[id]/redo/route.ts'),
  '/api/turns/[id]/stop': () => import('../../../app/api/turns/[id]/stop/route.ts'),
};

export async function openApi(): Promise<Api> {
  const house = await openHouse();
  process.env.DATABASE_URL = house.databaseUrl;
  process.env.FOCUS_DATA_DIR = house.dataFolder;
  return {
    ...house,
    ask,
    async close() {
      await closeConversations();
      await house.close();
    },
  };
}

export async function ask(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Response> {
  const request = new Request(`http://localhost:3000${path}`, { method, body: bodyOf(body), headers, duplex: 'half' } as RequestInit);
  const { pattern, parameters } = match(new URL(request.url).pathname);
  const handler = (await routes[pattern]())[method] as Handler;
  return handler(request, { params: Promise.resolve(parameters as never) });
}

function bodyOf(body: unknown): BodyInit | undefined {
  if (body === undefined || typeof body === 'string') return body;
  if (body instanceof Uint8Array || body instanceof FormData || body instanceof ReadableStream) return body as BodyInit;
  return JSON.stringify(body);
}

function match(path: string): { pattern: string; parameters: Record<string, string> } {
  const parts = path.split('/');
  for (const pattern of Object.keys(routes)) {
    const wanted = pattern.split('/');
    if (wanted.length !== parts.length || !wanted.every((part, index) => part.startsWith('[') || part === parts[index])) continue;
    const names = wanted.flatMap((part, index) => (part.startsWith('[') ? [[part.slice(1, -1), decodeURIComponent(parts[index])]] : []));
    return { pattern, parameters: Object.fromEntries(names) as Record<string, string> };
  }
  throw new Error(`No route for ${path}`);
}

export interface SentEvent {
  id: string;
  data: { seq: number; event: { type: string } };
}

/** The events of a server-sent stream; stops and leaves after `count` of them. */
export async function readEvents(response: Response, count = Infinity): Promise<SentEvent[]> {
  const events: SentEvent[] = [];
  let rest = '';
  const reader = (response.body as ReadableStream<BufferSource>).pipeThrough(new TextDecoderStream()).getReader();
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    const frames = (rest + part.value).split('\n\n');
    rest = frames.pop() ?? '';
    for (const frame of frames) {
      const [, id = '', data] = /^(?:id: (\d+)\n)?data: (.*)$/.exec(frame) ?? [];
      if (data !== undefined) events.push({ id, data: JSON.parse(data) as SentEvent['data'] });
    }
    if (events.length >= count) {
      await reader.cancel();
      return events.slice(0, count);
    }
  }
  return events;
}
