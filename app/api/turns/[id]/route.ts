import type { RatingRequest } from '../../../../server/conversation/requests.ts';
import { json, route } from '../../answer.ts';
import { readJson } from '../../body.ts';

export const runtime = 'nodejs';
export const dynamic = 'force-dynamic';

export const GET = route<{ id: string }>(async ({ parameters: { id }, conversations }) => json(await conversations.getTurn(id)));

/** What a person thinks of the answer. */
export const PATCH = route<{ id: string }>(async ({ request, parameters: { id }, conversations }) =>
  json(await conversations.rateTurn(id, await readJson<RatingRequest>(request))));
