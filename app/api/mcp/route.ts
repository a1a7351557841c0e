import { accessSettings, requireScope } from '../../../server/access/admit.ts';
import { challenge, metadataAddress } from '../../../server/access/challenge.ts';
import { whileAdmitted } from '../../../server/access/while-admitted.ts';
import { FocusError } from '../../../server/errors.ts';
import { whoAsks } from '../answer.ts';
import { endpoint } from './service.ts';

export const runtime = 'nodejs';
export const dynamic = 'force-dynamic';

/** The Model Context Protocol, for agents: docs/mcp.md. */
async function serve(request: Request): Promise<Response> {
  try {
    const access = await whoAsks(request);
    requireScope(access, 'read');
    const { owner, scopes, expiresAt, secret = '' } = access;
    const auth = owner === null ? undefined : { token: secret, clientId: owner, scopes: [...scopes], expiresAt, resourceMetadataUrl: metadataAddress(request) };
    return whileAdmitted(await (await endpoint()).fetch(request, auth), access, accessSettings(process.env).dataFolder);
  } catch (error) {
    if (request.signal.aborted) return new Response(null, { status: 499 });
    const known = FocusError.isInstance(error) ? error : null;
    if (known === null) console.error('MCP failed:', error);
    const message = known?.line ?? 'Something went wrong inside focus.';
    const status = known?.status ?? 500;
    const body = { jsonrpc: '2.0', error: { code: known === null ? -32603 : -32000, message }, id: null };
    // Whoever is still sending is not listened to any more.
    const close: Record<string, string> = status === 408 ? { connection: 'close' } : {};
    return Response.json(body, { status, headers: known === null ? {} : { ...challenge(known, request), ...close } });
  }
}

export { serve as GET, serve as POST, serve as DELETE };
