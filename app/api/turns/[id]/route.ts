import { json, route } from '../../answer.ts';

export const runtime = 'nodejs';
export const dynamic = 'force-dynamic';

export const GET = route<{ id: string }>(async ({ parameters: { id }, conversations }) => json(await conversations.getTurn(id)));
