import type { OperationRequest } from '../../../../../server/conversation/operation-requests.ts';
import { json, route } from '../../../answer.ts';
import { readJson } from '../../../body.ts';

export const runtime = 'nodejs';
export const dynamic = 'force-dynamic';

/** Does something to masks, moves to another picture, undoes or redoes. */
export const POST = route<{ id: string }>(async ({ request, parameters: { id }, conversations }) =>
  json(await conversations.operate(id, await readJson<OperationRequest>(request)), 201));

/** The record, from the operation after ?after= on. */
export const GET = route<{ id: string }>(async ({ parameters: { id }, query, conversations }) =>
  json(await conversations.operations(id, Object.fromEntries(query))));
