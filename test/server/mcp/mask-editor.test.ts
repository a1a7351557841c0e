import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { maskEditorPage } from '../../../server/mcp/mask-editor.ts';
import { type AgentHouse, openAgentHouse, root } from './agent-house.ts';
import { eras } from './clients.ts';

describe('the mask editor as a resource', () => {
  let house: AgentHouse;
  before(async () => {
    await maskEditorPage(root);
    house = await openAgentHouse();
  });
  after(() => house.close());

  for (const era of eras) {
    test(`the tools that show masks lead a client of ${era} to it`, async () => {
      const client = await house.connect(era);
      const { tools } = await client.raw.listTools();
      const led = tools.filter(({ _meta }) => _meta?.ui !== undefined).map(({ name, _meta }) => [name, (_meta!.ui as { resourceUri: string }).resourceUri]);
      assert.deepEqual(led, ['open_image', 'get_session', 'segment', 'refine_mask'].map((name) => [name, 'ui://focus/mask-editor']));
      const { contents: [{ uri, mimeType, _meta, ...rest }] } = await client.raw.readResource({ uri: 'ui://focus/mask-editor' });
      assert.deepEqual([uri, mimeType, _meta], ['ui://focus/mask-editor', 'text/html;profile=mcp-app', { ui: { prefersBorder: true } }]);
      const { text } = rest as { text: string };
      assert.match(text, /^<!doctype html>/);
      assert.ok(text.length < 100_000, `${text.length} characters`);
      await client.close();
    });
  }

  test('is one file that asks for no other', async () => {
    const page = await maskEditorPage(root);
    assert.equal(page.match(/<script/g)!.length, 1);
    assert.doesNotMatch(page, /<link|\bsrc="|@import|url\(|\bfetch\(|XMLHttpRequest|^import /m);
    assert.doesNotMatch(page, /<!-- (style|editor)/);
  });
});
