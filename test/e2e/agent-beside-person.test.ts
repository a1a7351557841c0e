// A person at the page and an agent over MCP at work in one session, with the shipped model.

import assert from 'node:assert/strict';
import { after, afterEach, before, describe, test } from 'node:test';
import { ResourceUpdatedNotificationSchema } from '@modelcontextprotocol/sdk/types.js';
import type { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { type AnyClient, connectHttp } from '../server/mcp/clients.ts';
import { patience } from './browser.ts';
import type { ChatPage } from './chat-page.ts';
import { noPage, pageHouse } from './page-house.ts';

describe('a person and an agent in one session', { skip: noPage }, () => {
  const house = pageHouse();
  let [chat, agent, sessionId]: [ChatPage, AnyClient, string] = [undefined!, undefined!, ''];
  /** Addresses the agent was told of. */
  const told: string[] = [];

  before(async () => {
    ({ chat } = house);
    await chat.open();
    await chat.sample('stars-on-stone');
    sessionId = chat.sessionId();
    await house.page.evaluate(() => Object.assign(globalThis, { neverReloaded: true }));
    agent = await connectHttp('2025-11-25', new URL('/api/mcp', house.product.address));
    (agent.raw as Client).setNotificationHandler(ResourceUpdatedNotificationSchema, ({ params }) => void told.push(params.uri));
    await (agent.raw as Client).subscribeResource({ uri: `focus://sessions/${sessionId}` });
  });
  after(() => agent?.close());
  afterEach(async () => {
    assert.deepEqual(house.complaints.splice(0), [], 'the page reported errors');
    assert.equal(await house.page.evaluate(() => 'neverReloaded' in globalThis), true);
  });

  const look = () => agent.data('get_session', { sessionId });

  test('what the agent marks, changes and takes back is seen in the page as it happens', async () => {
    const { masks: [{ maskId }] } = await agent.data('segment', { sessionId, text: 'the yellow cone' });
    await chat.said('the yellow cone');
    await chat.waitForMask('yellow cone');
    assert.equal(await chat.slider.count(), 0);
    const { edit } = await agent.data('edit', { sessionId, kind: 'recolour', maskId, to: 'green', seed: 7 });
    await chat.said('green');
    await chat.slider.waitFor();
    assert.equal((await chat.stored()).currentImage!.id, edit.toImageId);
    await agent.data('undo', { sessionId });
    await chat.slider.waitFor({ state: 'detached' });
    await agent.data('undo', { sessionId });
    await house.page.waitForFunction(() => document.querySelector('[aria-label=Masks] [data-name="yellow cone"]') === null);
  });

  test('the agent is told of what the person does, and sees it', async () => {
    told.length = 0;
    await chat.ask('the yellow cone');
    for (const end = Date.now() + patience; told.length === 0 && Date.now() < end;) await house.page.waitForTimeout(50);
    assert.ok(told.includes(`focus://sessions/${sessionId}`));
    const seen = await look();
    assert.equal(seen.turns.at(-1).text, 'the yellow cone');
    const [{ id }] = (await chat.stored()).masks;
    assert.deepEqual(seen.masks.map((mask: { maskId: string }) => mask.maskId), [id]);
    await chat.mean('yellow cone');
    await chat.ask('make it green');
    await chat.slider.waitFor();
    const changed = await look();
    assert.equal(changed.versions.length, seen.versions.length + 1);
    assert.equal(changed.picture.imageId, (await chat.stored()).currentImage!.id);
  });

  test('what the person takes back is taken back for the agent, who may bring it back', async () => {
    const { picture: green } = await look();
    await house.page.getByRole('button', { name: 'Undo', exact: true }).click();
    await chat.slider.waitFor({ state: 'detached' });
    await chat.until(({ currentImage }) => currentImage!.id !== green.imageId, 'undone');
    assert.notEqual((await look()).picture.imageId, green.imageId);
    const { picture } = await agent.data('undo', { sessionId, redo: true });
    assert.equal(picture.imageId, green.imageId);
    await chat.slider.waitFor();
  });
});
