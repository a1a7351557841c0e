import type { TurnNews } from '../../../../../server/conversation/documents.ts';
import { InputError } from '../../../../../server/errors.ts';
import { route } from '../../../answer.ts';
import { eventStream, type ServerEvent } from '../../../event-stream.ts';

export const runtime = 'nodejs';
export const dynamic = 'force-dynamic';

/** What the worker says, from the place after ?after= or Last-Event-ID, until the end of the turn. */
export const GET = route<{ id: string }>(async ({ request, parameters: { id }, query, conversations }) => {
  const after = placeOf(query.get('after') ?? request.headers.get('last-event-id'));
  const { status, lastSeq } = await conversations.progress(id);
  // 204 tells an EventSource that asks again after the end to stop asking.
  if (status !== 'queued' && status !== 'running' && after >= lastSeq) return new Response(null, { status: 204 });
  return eventStream((signal) => conversations.events(id, { after, signal }), toEvent, request);
});

function toEvent({ seq, event }: TurnNews): ServerEvent {
  return { id: seq, data: { seq, event } };
}

function placeOf(text: string | null): number {
  if (text === null || text === '') return 0;
  const place = Number(text);
  if (/^\d+$/.test(text) && place <= 2 ** 31 - 1) return place;
  throw new InputError({
    code: 'after-invalid',
    message: `"${text.slice(0, 20)}" is not a place in the events.`,
    hint: 'Use the id of the last event you have, a whole number from 0.',
  });
}
