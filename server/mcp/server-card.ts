// What can be read before connecting: the Server Card of SEP-2127 (who serves, and where), and the AI Catalog that names it.
// Tools are not listed there on purpose; they are asked of the server itself.

import { serverInfo } from './house.ts';

export const cardType = 'application/mcp-server-card+json';
export const catalogType = 'application/ai-catalog+json';
/** After the address of the endpoint, as the extension reserves it. */
export const cardSuffix = '/server-card';

/** Name of the server in the world: whoever publishes it under a domain of theirs puts that in the place of focus.local. */
export const publicName = 'local.focus/focus';
export const publicDescription = 'See, mark and change pictures in sessions shared with people: masks by words and clicks, edits.';

/** `endpoint`: address of the endpoint as the client knows it. */
export function serverCard(endpoint: string): Record<string, unknown> {
  const { title, version } = serverInfo;
  return {
    $schema: 'https://static.modelcontextprotocol.io/schemas/v1/server-card.schema.json',
    name: publicName,
    title,
    description: publicDescription,
    version,
    remotes: [{
      type: 'streamable-http',
      url: endpoint,
      headers: [{ name: 'Authorization', description: 'Bearer and a token, from other machines than the one focus runs on.', isRequired: false, isSecret: true }],
      supportedProtocolVersions: ['2026-07-28', '2025-11-25', '2025-06-18', '2025-03-26'],
    }],
  };
}

export function aiCatalog(endpoint: string): Record<string, unknown> {
  return {
    specVersion: '1.0',
    host: { displayName: serverInfo.name },
    entries: [{ identifier: `urn:air:${new URL(endpoint).hostname}:focus`, displayName: serverInfo.title, type: cardType, url: `${endpoint}${cardSuffix}` }],
  };
}
