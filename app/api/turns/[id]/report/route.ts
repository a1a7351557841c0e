import { json, route } from '../../../answer.ts';

export const runtime = 'nodejs';
export const dynamic = 'force-dynamic';

/** What the edit of the turn changed, counted on the pictures. */
export const GET = route<{ id: string }>(async ({ parameters: { id }, conversations }) => json(await conversations.editReport(id)));
