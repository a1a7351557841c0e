// docs/mcp.md against the product: its calls are made with the shipped model, one after the other, and have to give what it shows.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { tools } from '../../../server/mcp/tools.ts';
import { root } from './agent-house.ts';
import type { AnyClient } from './clients.ts';
import { type ModelHouse, openModelHouse } from './model-house.ts';
import { blocksOf, callsOf } from './page.ts';
import { differences, fillIn, readPattern } from './page-pattern.ts';

const page = await readFile(join(root, 'docs', 'mcp.md'), 'utf8');

describe('the calls of docs/mcp.md', () => {
  let house: ModelHouse;
  let client: AnyClient;
  before(async () => {
    house = await openModelHouse();
    client = await house.connect('2026-07-28');
  });
  after(async () => {
    await client?.close();
    await house?.close();
  });

  test('give what the page shows', async () => {
    const ids = new Map<string, string>();
    for (const { tool, given, sign, shown } of callsOf(page)) {
      const { isError, content, structuredContent } = await client.call(tool, JSON.parse(fillIn(given, ids)));
      const said = `${tool} ${given}\n${content[0].text}`;
      assert.equal(isError === true, sign === '✗', said);
      if (sign === '✗') assert.equal(content[0].text, fillIn(shown, ids));
      else assert.deepEqual(differences(readPattern(shown), structuredContent, ids), [], said);
    }
  });
});

test('every tool has a call with its result on the page, and a row in the table', () => {
  const shown = callsOf(page).filter(({ sign }) => sign === '→').map(({ tool }) => tool);
  for (const { name } of tools) {
    assert.ok(shown.includes(name), `no call of ${name}`);
    assert.match(page, new RegExp(`^\\|[^|]*\`${name}\``, 'm'));
  }
  for (const name of shown) assert.ok(tools.some((tool) => tool.name === name), name);
});

test('the files of clients are valid and name what there is', async () => {
  const files = blocksOf(page).filter(({ kind }) => kind === 'json').map(({ text }) => JSON.parse(text));
  const servers = files.map(({ mcpServers, servers: others }) => (mcpServers ?? others).focus);
  assert.ok(servers.length >= 5);
  const { scripts } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
  for (const { command, args, ...remote } of servers) {
    if (command === undefined) assert.ok([remote.url, remote.serverUrl, remote.httpUrl].some((url) => URL.canParse(url ?? '') && new URL(url).pathname === '/api/mcp'));
    else {
      assert.deepEqual([command, ...args], ['npm', '--prefix', '/path/to/focus', 'run', '-s', 'mcp']);
      assert.ok(scripts.mcp !== undefined);
    }
  }
  const [toml] = blocksOf(page).filter(({ kind }) => kind === 'toml');
  assert.match(toml.text, /^\[mcp_servers\.focus\]\ncommand = "npm"\nargs = \["--prefix", "\/path\/to\/focus", "run", "-s", "mcp"\]\n$/);
});

describe('a result as the page writes it', () => {
  const ids = () => new Map([['a', '11111111-1111-4111-8111-111111111111']]);
  const found = { message: 'Done.', imageId: '22222222-2222-4222-8222-222222222222', area: 12, masks: [{ name: 'ball' }, { name: 'cube' }], next: null };
  const wrong = (text: string, known = ids()) => differences(readPattern(text), found, known);

  test('fits what it leaves out', () => {
    for (const text of ['{…}', '{"area": ≈7, …}', '{"message": "D…", "masks": [{"name": "ball"}, …], …}', '{"masks": […], …}', '{"next": null, "imageId": "$b", …}']) assert.deepEqual(wrong(text), [], text);
  });

  test('does not fit another value, a key or item that is not there or not shown, or another id', () => {
    for (const text of ['{}', '{"area": 13, …}', '{"area": "12", …}', '{"message": "E…", …}', '{"masks": [{"name": "ball"}], …}', '{"masks": [{"name": "ball"}, {"name": "cube"}, {…}], …}', '{"more": 1, …}', '{"imageId": "$a", …}', '{"next": {…}, …}', '{"message": ≈1, …}']) {
      assert.notDeepEqual(wrong(text), [], text);
    }
  });

  test('names an id once for good', () => {
    const known = ids();
    wrong('{"imageId": "$b", …}', known);
    assert.equal(known.get('b'), found.imageId);
    assert.equal(fillIn('{"x": "$b", "y": "$c"}', known), `{"x": "${found.imageId}", "y": "$c"}`);
  });
});
