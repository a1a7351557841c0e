import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type AgentHouse, openAgentHouse } from './agent-house.ts';
import { type AnyClient, eras } from './clients.ts';

let house: AgentHouse;
before(async () => { house = await openAgentHouse(); });
after(() => house.close());

async function running(sessionId: string): Promise<string> {
  for (;;) {
    const { turns } = await house.conversations.getSession(sessionId);
    const turn = turns.find(({ status }) => status === 'running');
    if (turn !== undefined) return turn.id;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

async function ended(turnId: string): Promise<string> {
  for await (const { event } of house.conversations.events(turnId)) if (event.type === 'turn-end') return event.status;
  throw new Error('no end');
}

for (const era of eras) {
  describe(`long work for a client of ${era}`, () => {
    let client: AnyClient;
    before(async () => { client = await house.connect(era); });
    after(() => client.close());
    const begin = async () => (await client.data('open_image', { sample: 'balls-on-wood' })).sessionId as string;

    test('progress is told where it was asked for', async () => {
      const heard: string[] = [];
      const sessionId = await begin();
      await client.call('segment', { sessionId, text: 'find ball' }, { onprogress: ({ message }) => void heard.push(message ?? '') });
      assert.ok(heard.includes('Marking ball.'), heard.join());
    });

    test('a cancelled call stops the worker', async () => {
      const sessionId = await begin();
      const cancel = new AbortController();
      const call = client.call('ask', { sessionId, text: 'wait for it' }, { signal: cancel.signal, onprogress: () => undefined });
      const turnId = await running(sessionId);
      cancel.abort();
      await assert.rejects(call);
      assert.equal(await ended(turnId), 'stopped');
    });

    test('wait answers when the time is over and again when the work is done; stop ends it', async () => {
      const sessionId = await begin();
      const { id } = await house.conversations.say(sessionId, { text: 'wait for it' });
      await running(sessionId);
      const early = await client.data('wait', { turnId: id, seconds: 0 });
      assert.equal(early.status, 'running');
      assert.match(early.message, new RegExp(id));
      const busy = await client.call('ask', { sessionId, text: 'hello' });
      assert.match(busy.content[0].text!, /still being answered.*runningTurnId/);
      house.worker.release();
      assert.equal((await client.data('wait', { turnId: id })).status, 'done');
      const { id: other } = await house.conversations.say(sessionId, { text: 'wait again' });
      await running(sessionId);
      assert.equal((await client.data('stop', { turnId: other })).status, 'stopped');
    });

    test('a failed turn is an error with its hint', async () => {
      const result = await client.call('ask', { sessionId: await begin(), text: 'fail' });
      assert.equal(result.isError, true);
      assert.match(result.content[0].text!, /It failed\. Say something else\. \(test-failed\)/);
    });
  });
}

test('a client that leaves in the middle of a call of 2026-07-28 has stopped it', async () => {
  const client = await house.connect('2026-07-28');
  const { sessionId } = await client.data('open_image', { sample: 'balls-on-wood' });
  const call = client.call('ask', { sessionId, text: 'wait for it' }, { onprogress: () => undefined }).catch(() => undefined);
  const turnId = await running(sessionId);
  await client.close();
  assert.equal(await ended(turnId), 'stopped');
  await call;
});
