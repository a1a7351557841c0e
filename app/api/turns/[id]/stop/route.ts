import { json, route } from '../../../answer.ts';

export const runtime = 'nodejs';
export const dynamic = 'force-dynamic';

/** Asks for the end of a turn; its event stream says when it has ended. Asking again does no harm. */
export const POST = route<{ id: string }>(async ({ parameters: { id }, conversations }) => json(await conversations.stop(id)));
