import type { OperationRequest } from '../../../../../../server/conversation/operation-requests.ts';
import { json, route } from '../../../../answer.ts';
import { readJson } from '../../../../body.ts';

export const runtime = 'nodejs';
export const dynamic = 'force-dynamic';

/** The mask that an operation would make; nothing is kept. */
export const POST = route<{ id: string }>(async ({ request, parameters: { id }, conversations }) =>
  json(await conversations.previewOperation(id, await readJson<OperationRequest>(request))));
