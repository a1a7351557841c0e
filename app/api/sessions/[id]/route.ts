import type { TitleRequest } from '../../../../server/conversation/requests.ts';
import { json, route } from '../../answer.ts';
import { readJson } from '../../body.ts';

export const runtime = 'nodejs';
export const dynamic = 'force-dynamic';

/** The whole history. */
export const GET = route<{ id: string }>(async ({ parameters: { id }, conversations }) => json(await conversations.getSession(id)));

export const PATCH = route<{ id: string }>(async ({ request, parameters: { id }, conversations }) =>
  json(await conversations.renameSession(id, await readJson<TitleRequest>(request))));

export const DELETE = route<{ id: string }>(async ({ parameters: { id }, conversations }) => {
  await conversations.deleteSession(id);
  return new Response(null, { status: 204 });
});
