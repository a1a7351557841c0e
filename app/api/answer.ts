// What all routes have in common: who may ask, and how errors are said.

import { type Access, accessSettings, admit, requireScope } from '../../server/access/admit.ts';
import { challenge } from '../../server/access/challenge.ts';
import { whileAdmitted } from '../../server/access/while-admitted.ts';
import type { Conversations } from '../../server/conversation/conversations.ts';
import { FocusError } from '../../server/errors.ts';
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
      const access = await whoAsks(request);
      requireScope(access, request.method === 'GET' || request.method === 'HEAD' ? 'read' : 'edit');
      const parameters = await params;
      const query = new URL(request.url).searchParams;
      const answer = await handler({ request, parameters, query, conversations: (await conversations()).of(access.owner) });
      return whileAdmitted(answer, access, accessSettings(process.env).dataFolder);
    } catch (error) {
      // Nobody is there to read it.
      if (request.signal.aborted) return new Response(null, { status: 499 });
      return errorAnswer(error, request);
    }
  };
}

/** @throws InputError for those who may not ask at all. */
export function whoAsks(request: Request): Promise<Access> {
  return admit(request, accessSettings(process.env), { guest: new URL(request.url).pathname.startsWith('/api/shared/') });
}

/** JSON that no cache keeps. */
export function json(document: unknown, status = 200, headers: Record<string, string> = {}): Response {
  return Response.json(document, { status, headers: { 'cache-control': 'no-store', ...headers } });
}

function errorAnswer(error: unknown, request: Request): Response {
  if (FocusError.isInstance(error)) {
    const { code, message, status, hint } = error;
    return json({ error: { code, message, status, hint } }, status, challenge(error, request));
  }
  console.error(`${request.method} ${new URL(request.url).pathname} failed:`, error);
  const hint = 'Try again; the terminal of focus shows the reason.';
  return json({ error: { code: 'internal-error', message: 'Something went wrong inside focus.', status: 500, hint } }, 500);
}
