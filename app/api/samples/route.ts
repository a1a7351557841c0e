import { json, route } from '../answer.ts';

export const runtime = 'nodejs';
export const dynamic = 'force-dynamic';

export const GET = route(async ({ conversations }) => json({ samples: await conversations.samples() }));
