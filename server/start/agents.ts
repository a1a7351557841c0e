// The Model Context Protocol over Streamable HTTP, as the web server process has it: who may ask, then the endpoint. It answers before
// Next.js does, whose way to a route takes longer than most calls of a tool: docs/decisions/024.

import { join } from 'node:path';
import { accessSettings, admit, requireScope } from '../access/admit.ts';
import { challenge, metadataAddress } from '../access/challenge.ts';
import { whileAdmitted } from '../access/while-admitted.ts';
import { openConversations } from '../conversation/conversations.ts';
import { storeSettings } from '../conversation/store-settings.ts';
import { FocusError } from '../errors.ts';
import { openEndpoints } from '../mcp/owners.ts';

export interface Agents {
  /** Answers whatever is asked at `resourcePath`; what is wrong with it is an answer too. */
  answer(request: Request): Promise<Response>;
  close(): Promise<void>;
}

/** @throws FocusError as `storeSettings`. */
export async function openAgents(environment: NodeJS.Dict<string>): Promise<Agents> {
  const { databaseUrl, dataFolder } = storeSettings(environment);
  const { PORT, FOCUS_PAGE, FOCUS_FETCH } = environment;
  const root = join(import.meta.dirname, '..', '..');
  const settings = accessSettings(environment);
  const page = FOCUS_PAGE?.replace(/\/$/, '') ?? (PORT === undefined ? null : `http://localhost:${PORT}`);
  const conversations = await openConversations({ databaseUrl, dataFolder, samples: join(root, 'samples') });
  const endpoint = openEndpoints({ conversations, files: null, page: () => page, fetches: FOCUS_FETCH === 'on', root });

  const answer = async (request: Request): Promise<Response> => {
    const access = await admit(request, settings);
    requireScope(access, 'read');
    const { owner, scopes, expiresAt, secret = '' } = access;
    const auth = owner === null ? undefined : { token: secret, clientId: owner, scopes: [...scopes], expiresAt, resourceMetadataUrl: metadataAddress(request) };
    return whileAdmitted(await endpoint.fetch(request, auth), access, dataFolder);
  };
  return {
    answer: (request) => answer(request).catch((error: unknown) => errorAnswer(error, request)),
    async close() {
      await endpoint.close();
      await conversations.close();
    },
  };
}

function errorAnswer(error: unknown, request: Request): Response {
  // Nobody is there to read it.
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
