import type { SessionRequest } from '../../../server/conversation/requests.ts';
import { json, route } from '../answer.ts';
import { readJson } from '../body.ts';

export const runtime = 'nodejs';
export const dynamic = 'force-dynamic';

/** A page of the list, last changed first. */
export const GET = route(async ({ query, conversations }) => json(await conversations.listSessions(Object.fromEntries(query))));

export const POST = route(async ({ request, conversations }) =>
  json(await conversations.createSession(await readJson<SessionRequest>(request)), 201));
