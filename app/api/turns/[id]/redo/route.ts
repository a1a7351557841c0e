import type { RedoRequest } from '../../../../../server/conversation/requests.ts';
import { json, route } from '../../../answer.ts';
import { readJson } from '../../../body.ts';

export const runtime = 'nodejs';
export const dynamic = 'force-dynamic';

/** The same message once more with another seed, beside this turn. 202 as for a message. */
export const POST = route<{ id: string }>(async ({ request, parameters: { id }, conversations }) =>
  json(await conversations.redoTurn(id, await readJson<RedoRequest>(request)), 202));
