import { json, route } from '../../../answer.ts';

export const runtime = 'nodejs';
export const dynamic = 'force-dynamic';

/** What the change that made this version changed, counted on the pictures. */
export const GET = route<{ id: string }>(async ({ parameters: { id }, conversations }) => json(await conversations.imageReport(id)));
