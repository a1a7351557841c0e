import { json, route } from '../../../answer.ts';

export const runtime = 'nodejs';
export const dynamic = 'force-dynamic';

/** Brings a deleted session back. */
export const POST = route<{ id: string }>(async ({ parameters: { id }, conversations }) => json(await conversations.restoreSession(id)));
