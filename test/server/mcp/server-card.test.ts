import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { z } from 'zod';
import { GET as catalogRoute } from '../../../app/.well-known/ai-catalog.json/route.ts';
import { GET as oldCardRoute } from '../../../app/.well-known/mcp/server-card.json/route.ts';
import { GET as cardRoute } from '../../../app/api/mcp/server-card/route.ts';
import { type AgentHouse, openAgentHouse, root } from './agent-house.ts';
import { type AnyClient, eras } from './clients.ts';
import { sendMessage } from './raw-message.ts';

const read = (name: string) => JSON.parse(readFileSync(join(root, name), 'utf8'));
const at = (path: string, headers: Record<string, string> = {}) => new Request(`http://localhost:3000${path}`, { headers: { host: 'localhost:3000', ...headers } });

const input = z.strictObject({ name: z.string().optional(), description: z.string(), format: z.enum(['string', 'number', 'boolean', 'filepath']).optional(), default: z.string().optional(), isRequired: z.boolean().optional(), isSecret: z.boolean().optional() });
const remote = { type: z.literal('streamable-http'), headers: z.array(input) };
const identity = {
  name: z.string().min(3).max(200).regex(/^[a-zA-Z0-9.-]+\/[a-zA-Z0-9._-]+$/),
  title: z.string().min(1).max(100),
  description: z.string().min(1).max(100),
  version: z.string().max(255).regex(/^\d+\.\d+\.\d+$/),
};

/** The facts of SEP-2127's schema that concern what we send, and of the registry's. */
const card = z.strictObject({
  $schema: z.literal('https://static.modelcontextprotocol.io/schemas/v1/server-card.schema.json'),
  ...identity,
  remotes: z.array(z.strictObject({ ...remote, url: z.url({ protocol: /^https?$/ }), supportedProtocolVersions: z.array(z.iso.date()) })).length(1),
});
const manifest = z.strictObject({
  $schema: z.literal('https://static.modelcontextprotocol.io/schemas/2025-12-11/server.schema.json'),
  ...identity,
  remotes: z.array(z.strictObject({ ...remote, url: z.string().regex(/^https?:\/\/\S+$/), variables: z.record(z.string(), input) })).length(1),
  _meta: z.strictObject({ 'io.modelcontextprotocol.registry/publisher-provided': z.strictObject({ tools: z.array(z.string()) }) }),
});

describe('what is known of the server before connecting', () => {
  let house: AgentHouse;
  before(async () => { house = await openAgentHouse(); });
  after(() => house.close());

  test('the card is where SEP-2127 has it, readable by all, and names the endpoint as the client knows it', async () => {
    const response = cardRoute(at('/api/mcp/server-card'));
    assert.equal(response.headers.get('content-type'), 'application/mcp-server-card+json');
    assert.equal(response.headers.get('access-control-allow-origin'), '*');
    assert.match(response.headers.get('cache-control')!, /max-age=\d+/);
    const said = card.parse(await response.json());
    assert.equal(said.remotes[0].url, 'http://localhost:3000/api/mcp');
    assert.deepEqual(await oldCardRoute(at('/.well-known/mcp/server-card.json')).json(), said);
    const behind = cardRoute(at('/api/mcp/server-card', { 'x-forwarded-host': 'focus.example', 'x-forwarded-proto': 'https' }));
    assert.equal(card.parse(await behind.json()).remotes[0].url, 'https://focus.example/api/mcp');
  });

  test('the catalog of the site leads to the card', async () => {
    const response = catalogRoute(at('/.well-known/ai-catalog.json'));
    assert.equal(response.headers.get('content-type'), 'application/ai-catalog+json');
    const { entries } = await response.json();
    assert.deepEqual(entries.map(({ type, url }: { type: string; url: string }) => [type, url]), [['application/mcp-server-card+json', 'http://localhost:3000/api/mcp/server-card']]);
  });

  test('card, manifest and package say what the server itself says', async () => {
    const said = card.parse(await cardRoute(at('/api/mcp/server-card')).json());
    const published = manifest.parse(read('server.json'));
    const { $schema: _, remotes: [{ supportedProtocolVersions }], ...who } = said;
    assert.deepEqual([published.name, published.title, published.description, published.version], [who.name, who.title, who.description, who.version]);
    assert.equal(who.version, read('package.json').version);
    const discovered = (await sendMessage(house.fetch(), 'server/discover', {})).result!;
    const { name, title, version } = discovered._meta['io.modelcontextprotocol/serverInfo'];
    assert.deepEqual([who.name.split('/')[1], who.title, who.version], [name, title, version]);
    for (const revision of discovered.supportedVersions) assert.ok(supportedProtocolVersions.includes(revision), revision);
    for (const revision of supportedProtocolVersions.filter((one) => !discovered.supportedVersions.includes(one))) assert.equal(await initialized(revision), revision);
  });

  test('the manifest lists the tools that there are', async () => {
    const { tools } = manifest.parse(read('server.json'))._meta['io.modelcontextprotocol.registry/publisher-provided'];
    for (const era of eras) {
      const client: AnyClient = await house.connect(era);
      const listed = await client.raw.listTools();
      assert.deepEqual(tools, listed.tools.map(({ name }) => name));
      await client.close();
    }
  });

  /** The revision that the server agrees to when this one is asked for. */
  async function initialized(protocolVersion: string): Promise<string> {
    const params = { protocolVersion, capabilities: {}, clientInfo: { name: 'test', version: '1' } };
    const response = await house.fetch()('http://localhost/api/mcp', {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json, text/event-stream' },
      body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'initialize', params }),
    });
    return JSON.parse(/\{"(?:result|jsonrpc)".*/.exec(await response.text())![0]).result.protocolVersion;
  }
});
