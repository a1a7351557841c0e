import { GET as describe } from './api/mcp/route.ts';

export const runtime = 'nodejs';
export const dynamic = 'force-dynamic';

/** For clients that look only at the root. */
export const GET = describe;
