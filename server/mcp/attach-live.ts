import { type McpServer, ProtocolError, ProtocolErrorCode, type ServerEvent } from '@modelcontextprotocol/server';
import type { Live } from './live.ts';
import { mostWatched, type WhyNot } from './watched.ts';

/**
 * Sends what changes over a server's own connection, until `leave`. A client of the 2025 era subscribes to addresses one by one;
 * for the later era everything is sent, and the entry of the SDK lets through what was asked for.
 */
export function attachLive({ server }: McpServer, live: Live, era: 'legacy' | 'modern', whyNot: WhyNot): () => void {
  const wanted = new Set<string>();
  const tell = (event: ServerEvent): void => {
    const lost = (): void => undefined;
    if (event.kind === 'resource_updated' && (era === 'modern' || wanted.has(event.uri))) void server.sendResourceUpdated({ uri: event.uri }).catch(lost);
    if (event.kind === 'resources_list_changed') void server.sendResourceListChanged().catch(lost);
  };
  if (era === 'legacy') {
    server.setRequestHandler('resources/subscribe', async ({ params }) => {
      const refusal = await whyNot(params.uri) ?? (wanted.size < mostWatched || wanted.has(params.uri) ? null : `One connection can subscribe to ${mostWatched} addresses. Unsubscribe from what is no longer needed.`);
      if (refusal !== null) throw new ProtocolError(ProtocolErrorCode.InvalidParams, refusal);
      wanted.add(params.uri);
      return {};
    });
    server.setRequestHandler('resources/unsubscribe', ({ params }) => (wanted.delete(params.uri), {}));
  }
  return live.subscribe(tell);
}
