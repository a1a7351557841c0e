// Who wants to know is told: of a session that was subscribed to, and of the list of sessions.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Client } from '@modelcontextprotocol/client';
import type { Client as OldClient } from '@modelcontextprotocol/sdk/client/index.js';
import { ResourceListChangedNotificationSchema, ResourceUpdatedNotificationSchema } from '@modelcontextprotocol/sdk/types.js';
import { type AgentHouse, openAgentHouse } from './agent-house.ts';
import { type AnyClient, eras } from './clients.ts';

let house: AgentHouse;
before(async () => { house = await openAgentHouse(); });
after(() => house.close());

/** Begins to listen. Gives the way to end it. */
async function listen({ era, raw }: AnyClient, uri: string, heard: string[]): Promise<() => Promise<unknown>> {
  if (era === '2025-11-25') {
    const client = raw as OldClient;
    client.setNotificationHandler(ResourceUpdatedNotificationSchema, ({ params }) => void heard.push(params.uri));
    client.setNotificationHandler(ResourceListChangedNotificationSchema, () => void heard.push('list'));
    await client.subscribeResource({ uri });
    return () => client.unsubscribeResource({ uri });
  }
  const client = raw as Client;
  client.setNotificationHandler('notifications/resources/updated', ({ params }) => void heard.push(params.uri));
  client.setNotificationHandler('notifications/resources/list_changed', () => void heard.push('list'));
  const subscription = await client.listen({ resourceSubscriptions: [uri], resourcesListChanged: true });
  return () => subscription.close();
}

for (const era of eras) {
  describe(`a client of ${era} that listens`, () => {
    test('is told when its session is changed by others, and of no other session', async () => {
      const client = await house.connect(era);
      const [mine, other] = [await house.conversations.createSession({ sample: 'balls-on-wood' }), await house.conversations.createSession({ sample: 'balls-on-wood' })];
      const heard: string[] = [];
      const uri = `focus://sessions/${mine.id}`;
      const end = await listen(client, uri, heard);
      await house.conversations.operate(other.id, { kind: 'mask-draw', size: [128, 128], counts: [0, 500, 15_884] });
      // A notification may still be on its way when the answer is here.
      for (let count = 0; !heard.includes(uri); count += 1) {
        await house.conversations.renameSession(mine.id, { title: `Changed ${count}` });
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
      assert.deepEqual([...new Set(heard)].filter((one) => one !== 'list'), [uri]);
      await end();
      await client.close();
    });

    test('is told when a session came', async () => {
      const client = await house.connect(era);
      const { id } = await house.conversations.createSession({ sample: 'balls-on-wood' });
      const heard: string[] = [];
      const end = await listen(client, `focus://sessions/${id}`, heard);
      // What comes before the list was looked at for the first time is not news.
      for (let count = 0; !heard.includes('list'); count += 1) {
        await house.conversations.createSession({ title: `Number ${count}` });
        await new Promise((resolve) => setTimeout(resolve, 300));
      }
      await end();
      await client.close();
    });
  });
}
