// What all routes have in common: who may ask, and how errors are said.

import type { Conversations } from '../../server/conversation/conversations.ts';
import { FocusError, InputError } from '../../server/errors.ts';
import { conversations } from './services.ts';

export interface Asked<Parameters> {
  request: Request;
  /** The parts of the path in brackets. */
  parameters: Parameters;
  /** The query of the address. */
  query: URLSearchParams;
  conversations: Conversations;
}

export type Route<Parameters> = (request: Request, context: { params: Promise<Parameters> }) => Promise<Response>;

/** A handler for a route.ts: answers with JSON what is thrown. */
export function route<Parameters = unknown>(handler: (asked: Asked<Parameters>) => Promise<Response>): Route<Parameters> {
  return async (request, { params }) => {
    try {
      refuseForeignPages(request);
      const parameters = await params;
      const query = new URL(request.url).searchParams;
      return await handler({ request, parameters, query, conversations: await conversations() });
    } catch (error) {
      // Nobody is there to read it.
      if (request.signal.aborted) return new Response(null, { status: 499 });
      return errorAnswer(error, `${request.method} ${new URL(request.url).pathname}`);
    }
  };
}

/** JSON that no cache keeps. */
export function json(document: unknown, status = 200): Response {
  return Response.json(document, { status, headers: { 'cache-control': 'no-store' } });
}

function errorAnswer(error: unknown, what: string): Response {
  if (FocusError.isInstance(error)) {
    const { code, message, status, hint } = error;
    return json({ error: { code, message, status, hint } }, status);
  }
  console.error(`${what} failed:`, error);
  const hint = 'Try again; the terminal of focus shows the reason.';
  return json({ error: { code: 'internal-error', message: 'Something went wrong inside focus.', status: 500, hint } }, 500);
}

/** A page of another site may not change anything here: the browser names the page in Origin. */
function refuseForeignPages(request: Request): void {
  const origin = request.headers.get('origin');
  if (origin === null || request.method === 'GET' || request.method === 'HEAD') return;
  const headers = request.headers;
  // A browser lets no foreign page set X-Forwarded-Host, so a proxy's word can be taken.
  const own = [headers.get('x-forwarded-host'), headers.get('host') ?? new URL(request.url).host];
  if (URL.canParse(origin) && own.includes(new URL(origin).host)) return;
  throw new InputError({
    code: 'origin-refused',
    message: `Pages of ${origin.slice(0, 100)} may not change anything here.`,
    status: 403,
    hint: 'Use the page of focus itself, or a program that sends no Origin.',
  });
}
