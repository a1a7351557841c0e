import { json, route } from '../../answer.ts';

export const runtime = 'nodejs';
export const dynamic = 'force-dynamic';

/** A session that was shared, to be read. */
export const GET = route<{ token: string }>(async ({ parameters: { token }, conversations }) => json(await conversations.shared(token)));
