import { route } from '../../../answer.ts';
import { eventStream } from '../../../event-stream.ts';

export const runtime = 'nodejs';
export const dynamic = 'force-dynamic';

/** A wake-up at once and at every change of the session: read it again. */
export const GET = route<{ id: string }>(async ({ request, parameters: { id }, conversations }) => {
  await conversations.requireSession(id);
  return eventStream((signal) => conversations.changes(id, signal), (data) => ({ data }), request);
});
