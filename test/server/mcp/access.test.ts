import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { GET as metadataOfEndpoint } from '../../../app/.well-known/oauth-protected-resource/api/mcp/route.ts';
import { GET as metadataAtRoot } from '../../../app/.well-known/oauth-protected-resource/route.ts';
import { type AccessSettings, admit, requireScope } from '../../../server/access/admit.ts';
import { challenge, resourceMetadata } from '../../../server/access/challenge.ts';
import { dropToken, makeToken } from '../../../server/access/tokens.ts';
import { FocusError } from '../../../server/errors.ts';
import { root } from './agent-house.ts';

const dataFolder = mkdtempSync(join(tmpdir(), 'focus-access-'));
after(() => rmSync(dataFolder, { recursive: true, force: true }));

const local: AccessSettings = { bind: '127.0.0.1', hosts: [], origins: [], dataFolder };
const request = (headers: Record<string, string> = {}) => new Request('http://localhost:3000/api/mcp', { method: 'POST', headers: { host: 'localhost:3000', ...headers } });
const refused = (headers: Record<string, string>, settings: AccessSettings, code: string) =>
  assert.rejects(admit(request(headers), settings), (error) => FocusError.isInstance(error) && error.code === code);

describe('who may ask', () => {
  test('a program on this machine may do everything', async () => {
    for (const host of ['localhost:3000', '127.0.0.1:3000', '[::1]:3000', 'LOCALHOST']) assert.equal((await admit(request({ host }), local)).owner, null);
  });

  test('a name made to point here is refused', async () => {
    for (const host of ['evil.example', 'evil.example:3000', 'localhost.evil.example', '127.0.0.1.evil.example', '10.0.0.5']) await refused({ host }, local, 'host-refused');
    await refused({ 'x-forwarded-host': 'evil.example' }, local, 'host-refused');
  });

  test('pages of other sites are refused, its own is not', async () => {
    for (const origin of ['https://evil.example', 'null', 'http://localhost:4000', 'file://', 'nonsense']) await refused({ origin }, local, 'origin-refused');
    await admit(request({ origin: 'http://localhost:3000' }), local);
    await admit(request({ origin: 'http://localhost:6274' }), { ...local, origins: ['http://localhost:6274'] });
  });

  test('from elsewhere a token is needed, whatever name is called', async () => {
    const open: AccessSettings = { ...local, bind: '0.0.0.0', hosts: ['focus.example'] };
    await refused({}, open, 'token-missing');
    await refused({ host: 'focus.example' }, open, 'token-missing');
    await refused({ host: 'focus.example' }, { ...local, hosts: ['focus.example'] }, 'token-missing');
    await refused({ 'x-forwarded-for': '203.0.113.9' }, local, 'token-missing');
    await refused({ authorization: 'Bearer nonsense' }, open, 'token-refused');
  });

  test('a token allows its scopes until it is over or taken back', async () => {
    const open: AccessSettings = { ...local, bind: '0.0.0.0' };
    const secret = await makeToken(dataFolder, { name: 'reader', scopes: ['read'], expiresAt: Date.now() / 1000 + 60 });
    const access = await admit(request({ authorization: `Bearer ${secret}` }), open);
    assert.equal(access.owner, 'reader');
    requireScope(access, 'read');
    assert.throws(() => requireScope(access, 'edit'), /lacks the scope edit/);
    assert.ok(!(await readFile(join(dataFolder, 'tokens.json'), 'utf8')).includes(secret));
    const over = await makeToken(dataFolder, { name: 'late', scopes: ['read'], expiresAt: Date.now() / 1000 - 1 });
    await refused({ authorization: `Bearer ${over}` }, open, 'token-refused');
    await dropToken(dataFolder, 'reader');
    await refused({ authorization: `Bearer ${secret}` }, open, 'token-refused');
  });

  test('a refusal says where to read what tokens are for', () => {
    const header = challenge({ code: 'token-missing', status: 401 }, request())['www-authenticate'];
    assert.match(header, /^Bearer scope="read edit", resource_metadata="http:\/\/localhost:3000\/\.well-known\/oauth-protected-resource\/api\/mcp"$/);
    assert.equal(resourceMetadata(request()).resource, 'http://localhost:3000/api/mcp');
  });

  test('what tokens are for is readable by all, at both addresses', async () => {
    const wanted = { resource: 'https://focus.example/api/mcp', resource_name: 'focus', scopes_supported: ['read', 'edit'], bearer_methods_supported: ['header'] };
    const from = (path: string) => new Request(`http://127.0.0.1:3000/.well-known/oauth-protected-resource${path}`, { headers: { host: 'focus.example', 'x-forwarded-proto': 'https', origin: 'https://elsewhere.example' } });
    for (const answer of [metadataAtRoot(from('')), metadataOfEndpoint(from('/api/mcp'))]) {
      assert.deepEqual([answer.status, answer.headers.get('access-control-allow-origin')], [200, '*']);
      assert.deepEqual(await answer.json(), wanted);
    }
  });

  test('every route of the API asks, but the server card, which is for all to read', async () => {
    const files = (await readdir(join(root, 'app', 'api'), { recursive: true })).filter((name) => name.endsWith('route.ts'));
    assert.ok(files.length > 10);
    for (const file of files) {
      const text = await readFile(join(root, 'app', 'api', file), 'utf8');
      if (file === join('mcp', 'server-card', 'route.ts')) {
        assert.deepEqual(text.match(/^export const (?:GET|POST|PUT|PATCH|DELETE)\b.*$/gm), ['export const GET = cardAnswer;']);
        continue;
      }
      for (const [line] of text.matchAll(/^export const (GET|POST|PUT|PATCH|DELETE)\b.*$/gm)) assert.match(line, /= route[<(]/, `${file}: ${line}`);
      if (/export (async )?function|export \{/.test(text)) assert.match(text, /whoAsks\(request\)/, file);
    }
  });
});
