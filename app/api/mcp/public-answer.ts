import { originOf, resourcePath } from '../../../server/access/challenge.ts';
import { aiCatalog, cardType, catalogType, serverCard } from '../../../server/mcp/server-card.ts';

/** Readable by all, pages of other sites too: nothing in it is anybody's. */
function answer(document: unknown, type: string): Response {
  return new Response(JSON.stringify(document), {
    headers: { 'content-type': type, 'access-control-allow-origin': '*', 'access-control-allow-methods': 'GET', 'access-control-allow-headers': 'Content-Type', 'cache-control': 'public, max-age=3600', vary: 'Host, X-Forwarded-Host' },
  });
}

/** Who serves here, and where (SEP-2127). */
export function cardAnswer(request: Request): Response {
  return answer(serverCard(`${originOf(request)}${resourcePath}`), cardType);
}

/** What is served under this name. */
export function catalogAnswer(request: Request): Response {
  return answer(aiCatalog(`${originOf(request)}${resourcePath}`), catalogType);
}
