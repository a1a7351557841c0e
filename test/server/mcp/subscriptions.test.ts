// Who wants to know is told: of a session or a mask that was subscribed to, and of the list of sessions.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Client } from '@modelcontextprotocol/client';
import type { Client as OldClient } from '@modelcontextprotocol/sdk/client/index.js';
import { ResourceListChangedNotificationSchema, ResourceUpdatedNotificationSchema } from '@modelcontextprotocol/sdk/types.js';
import { openStore } from '../../../server/store/store.ts';
import { type AgentHouse, openAgentHouse } from './agent-house.ts';
import { type AnyClient, eras } from './clients.ts';

let house: AgentHouse;
before(async () => { house = await openAgentHouse(); });
after(() => house.close());

const draw = async (sessionId: string) => (await house.conversations.operate(sessionId, { kind: 'mask-draw', size: [128, 128], counts: [0, 500, 15_884] })).mask!;

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Waits until all of it was heard, and does `meanwhile` again and again: a notification may still be on its way, the feed only just be opened. */
async function untilHeard(heard: string[], wanted: string[], meanwhile: (count: number) => Promise<unknown> = async () => undefined): Promise<void> {
  const end = Date.now() + 60_000;
  for (let count = 0; !wanted.every((uri) => heard.includes(uri)); count += 1) {
    assert.ok(Date.now() < end, `Heard ${heard.join(', ') || 'nothing'} instead of ${wanted.join(', ')}.`);
    await meanwhile(count);
    await pause(100);
  }
}

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
      await untilHeard(heard, [uri], (count) => house.conversations.renameSession(mine.id, { title: `Changed ${count}` }));
      assert.deepEqual([...new Set(heard)].filter((one) => one !== 'list'), [uri]);
      await end();
      await client.close();
    });

    test('is told when its mask changes, whoever changes it, and when it is taken away', async () => {
      const client = await house.connect(era);
      const { id: sessionId } = await house.conversations.createSession({ sample: 'balls-on-wood' });
      const { id, versions: [version] } = await draw(sessionId);
      const other = await draw(sessionId);
      const heard: string[] = [];
      const wanted = ['', '/rle', '/cutout'].map((part) => `focus://masks/${id}${part}`);
      const ends: (() => Promise<unknown>)[] = [];
      for (const uri of wanted) ends.push(await listen(client, uri, heard));
      const operate = house.conversations.operate;
      await untilHeard(heard, [wanted[0]], async () => {
        for (const mask of [other.id, id]) await operate(sessionId, { kind: 'mask-grow', mask, pixels: 1 });
      });
      for (const kind of ['undo', 'redo', 'mask-delete'] as const) {
        // What is still on its way from the change before.
        await pause(400);
        heard.length = 0;
        await operate(sessionId, kind === 'mask-delete' ? { kind, mask: id } : { kind });
        await untilHeard(heard, wanted);
      }
      assert.ok(heard.every((uri) => uri === 'list' || wanted.includes(uri)), heard.join());
      assert.ok(!heard.includes(`focus://masks/${version.id}`));
      for (const end of ends) await end();
      await client.close();
    });

    test('is told nothing more once it has ended that', async () => {
      const client = await house.connect(era);
      const [kept, left] = await Promise.all([0, 1].map(async () => house.conversations.createSession({ sample: 'balls-on-wood' })));
      const heard: string[] = [];
      const [end, endKept] = [await listen(client, `focus://sessions/${left.id}`, heard), await listen(client, `focus://sessions/${kept.id}`, heard)];
      const rename = (id: string) => (count: number) => house.conversations.renameSession(id, { title: `Changed ${count}` });
      await untilHeard(heard, [`focus://sessions/${left.id}`], rename(left.id));
      await end();
      heard.length = 0;
      await rename(left.id)(-1);
      // What is heard comes in the order in which it happened.
      await untilHeard(heard, [`focus://sessions/${kept.id}`], rename(kept.id));
      assert.deepEqual([...new Set(heard)].filter((one) => one !== 'list'), [`focus://sessions/${kept.id}`]);
      await endKept();
      await client.close();
    });

    test('is not subscribed to what never changes or is not there', async () => {
      const client = await house.connect(era);
      const session = await house.conversations.createSession({ sample: 'balls-on-wood' });
      const mask = await draw(session.id);
      const unknown = '01a20f3f-bde7-773b-afc9-dc1f34eea59d';
      const cases: [address: string, why: RegExp][] = [
        [`focus://images/${session.currentImage!.id}`, /A picture never changes.*focus:\/\/sessions\//],
        [`focus://images/${session.currentImage!.id}/preview`, /A picture never changes/],
        [`focus://masks/${mask.versions[0].id}`, new RegExp(`One version of a mask never changes. Subscribe to focus://masks/${mask.id}`)],
        [`focus://masks/${mask.versions[0].id}/rle`, /One version of a mask never changes/],
        [`focus://masks/${unknown}`, /There is no mask/],
        [`focus://sessions/${unknown}`, /There is no session/],
        [`focus://sessions/${session.id}/rle`, /nothing to subscribe to/],
        ['focus://model-card', /nothing to subscribe to/],
        ['https://example.org/', /nothing to subscribe to/],
        [`focus://sessions/${'x'.repeat(300)}`, /nothing to subscribe to/],
      ];
      if (era === '2025-11-25') {
        for (const [uri, why] of cases) await assert.rejects((client.raw as OldClient).subscribeResource({ uri }), (error: Error & { code: number }) => error.code === -32602 && why.test(error.message), uri);
      } else {
        const right = [`focus://sessions/${session.id}`, `focus://masks/${mask.id}`, `focus://masks/${mask.id}/rle`];
        const subscription = await (client.raw as Client).listen({ resourceSubscriptions: [...cases.map(([uri]) => uri), ...right] });
        assert.deepEqual(subscription.honoredFilter, { resourceSubscriptions: right });
        await subscription.close();
      }
      await client.close();
    });

    test('is told when a session came', async () => {
      const client = await house.connect(era);
      const { id } = await house.conversations.createSession({ sample: 'balls-on-wood' });
      const heard: string[] = [];
      const end = await listen(client, `focus://sessions/${id}`, heard);
      // What comes before the list was looked at for the first time is not news.
      await untilHeard(heard, ['list'], (count) => house.conversations.createSession({ title: `Number ${count}` }));
      await end();
      await client.close();
    });
  });
}

test('one connection is subscribed to 1,000 addresses and no more', async () => {
  const store = await openStore({ databaseUrl: house.databaseUrl, dataFolder: house.dataFolder });
  const sessions = await store.prisma.session.createManyAndReturn({ data: Array.from({ length: 1001 }, () => ({})), select: { id: true } });
  await store.close();
  const [last, ...addresses] = sessions.map(({ id }) => `focus://sessions/${id}`);
  const client = await house.connect('2025-11-25');
  const { subscribeResource, unsubscribeResource } = client.raw as OldClient;
  const subscribe = (uri: string) => subscribeResource.call(client.raw as OldClient, { uri });
  for (let from = 0; from < addresses.length; from += 50) await Promise.all(addresses.slice(from, from + 50).map(subscribe));
  await assert.rejects(subscribe(last), /One connection can subscribe to 1000 addresses/);
  // Again is nothing more, and what was given up makes room.
  await subscribe(addresses[0]);
  await unsubscribeResource.call(client.raw as OldClient, { uri: addresses[0] });
  await subscribe(last);
  await client.close();
  const modern = await house.connect('2026-07-28');
  const subscription = await (modern.raw as Client).listen({ resourceSubscriptions: [last, ...addresses] });
  assert.equal(subscription.honoredFilter.resourceSubscriptions!.length, 1000);
  await subscription.close();
  await modern.close();
});
