// How a client without a fitting token is told so (RFC 6750), and where it reads what tokens are for (RFC 9728).

import type { FocusError } from '../errors.ts';
import { scopes } from './tokens.ts';

/** Path of the endpoint of the Model Context Protocol, the resource that tokens are for. */
export const resourcePath = '/api/mcp';
const metadataPath = `/.well-known/oauth-protected-resource${resourcePath}`;

/** Where `resourceMetadata` is read, as the client knows it. */
export function metadataAddress(request: Request): string {
  return `${originOf(request)}${metadataPath}`;
}

/** Headers that go with a refusal; none for other errors. */
export function challenge({ code, status }: Pick<FocusError, 'code' | 'status'>, request: Request): Record<string, string> {
  if (status !== 401 && code !== 'scope-missing') return {};
  const error = code === 'scope-missing' ? 'insufficient_scope' : code === 'token-refused' ? 'invalid_token' : null;
  const parts = [...(error === null ? [] : [`error="${error}"`]), `scope="${scopes.join(' ')}"`, `resource_metadata="${metadataAddress(request)}"`];
  return { 'www-authenticate': `Bearer ${parts.join(', ')}` };
}

/**
 * The document at `metadataPath`. It names no `authorization_servers`, which the protocol asks of servers that take part in its OAuth
 * flow: whoever runs focus gives tokens out by hand (docs/mcp.md).
 */
export function resourceMetadata(request: Request): Record<string, unknown> {
  return {
    resource: `${originOf(request)}${resourcePath}`,
    resource_name: 'focus',
    scopes_supported: scopes,
    bearer_methods_supported: ['header'],
  };
}

/** The origin as the client knows it, also behind a proxy that says so. */
export function originOf(request: Request): string {
  const { headers, url } = request;
  const host = headers.get('x-forwarded-host') ?? headers.get('host') ?? new URL(url).host;
  const protocol = headers.get('x-forwarded-proto') ?? new URL(url).protocol.slice(0, -1);
  return `${protocol.split(',')[0]}://${host.split(',')[0].trim()}`;
}
