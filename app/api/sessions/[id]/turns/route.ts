import type { TurnRequest } from '../../../../../server/conversation/requests.ts';
import { json, route } from '../../../answer.ts';
import { readJson } from '../../../body.ts';

export const runtime = 'nodejs';
export const dynamic = 'force-dynamic';

/** A message. 202: it is kept and will be answered; GET /api/turns/ID/events tells how. */
export const POST = route<{ id: string }>(async ({ request, parameters: { id }, conversations }) =>
  json(await conversations.say(id, await readJson<TurnRequest>(request)), 202));
