import type { PreviewRequest } from '../../../../../server/conversation/requests.ts';
import { json, route } from '../../../answer.ts';
import { readJson } from '../../../body.ts';

export const runtime = 'nodejs';
export const dynamic = 'force-dynamic';

/** The masks that clicks, boxes and strokes would give; nothing is kept. */
export const POST = route<{ id: string }>(async ({ request, parameters: { id }, conversations }) =>
  json(await conversations.preview(id, await readJson<PreviewRequest>(request), request.signal)));
