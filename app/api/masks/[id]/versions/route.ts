import { json, route } from '../../../answer.ts';

export const runtime = 'nodejs';
export const dynamic = 'force-dynamic';

/** The mask with its versions, also when it was deleted. */
export const GET = route<{ id: string }>(async ({ parameters: { id }, conversations }) => json(await conversations.getMask(id)));
