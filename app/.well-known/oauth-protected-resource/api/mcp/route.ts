import { resourceMetadata } from '../../../../../server/access/challenge.ts';

export const runtime = 'nodejs';
export const dynamic = 'force-dynamic';

/** What tokens are for (RFC 9728). Readable by all: it is how a client without one finds out. */
export function GET(request: Request): Response {
  return Response.json(resourceMetadata(request), { headers: { 'access-control-allow-origin': '*', 'cache-control': 'no-store' } });
}
