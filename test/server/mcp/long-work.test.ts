import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { lateConversations } from '../../../server/mcp/late-conversations.ts';
import { type AgentHouse, openAgentHouse } from './agent-house.ts';
import { type AnyClient, eras, type ToolResult } from './clients.ts';

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

describe('an answer or a handle in time', () => {
  /** Milliseconds; the usual are 18,000. */
  const patience = 400;
  const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
  const timed = async (call: Promise<ToolResult>): Promise<ToolResult & { milliseconds: number }> => {
    const begun = performance.now();
    return { ...(await call), milliseconds: performance.now() - begun };
  };
  const session = async () => (await house.conversations.createSession({ sample: 'balls-on-wood' })).id;
  const maskIn = async (sessionId: string) => (await house.conversations.operate(sessionId, { kind: 'mask-draw', size: [128, 128], counts: [0, 500, 15_884] })).mask!.id;

  for (const era of eras) {
    test(`whatever says something to the model gives a handle, and wait gives the rest (${era})`, async () => {
      const client = await house.connectTo(era, { patience });
      const calls: [name: string, given: (sessionId: string) => Promise<object> | object, what: (rest: Record<string, any>) => unknown, wanted: unknown][] = [
        ['ask', () => ({ text: 'wait for it' }), ({ message }) => message, 'So you say: wait for it'],
        ['segment', () => ({ text: 'find what we wait for' }), ({ masks }) => masks[0].name, 'what we wait for'],
        ['refine_mask', async (sessionId) => ({ maskId: await maskIn(sessionId), text: 'find another to wait for' }), ({ action }) => action, 'segment'],
        ['edit', () => ({ kind: 'remove', target: 'the ball to wait for' }), ({ edit }) => edit.kind, 'remove'],
      ];
      for (const [name, given, what, wanted] of calls) {
        const sessionId = await session();
        const { structuredContent, milliseconds } = await timed(client.call(name, { sessionId, ...(await given(sessionId)) }));
        assert.equal(structuredContent?.status, 'running', name);
        assert.ok(milliseconds >= patience - 50, `${name}: a handle came after ${milliseconds} ms`);
        const { turnId } = structuredContent;
        assert.equal((await client.data('wait', { turnId })).status, 'running');
        await running(sessionId);
        house.worker.release();
        let rest: Record<string, any>;
        do rest = await client.data('wait', { turnId }); while (rest.status === 'running');
        assert.deepEqual([rest.status, rest.turnId, what(rest)], ['done', turnId, wanted], name);
      }
      await client.close();
    });
  }

  for (const era of eras) {
    test(`wait gives what the call itself would have given, errors included (${era})`, async () => {
      const [patient, hasty] = [await house.connect(era), await house.connectTo(era, { patience })];
      const cases: [name: string, given: object, wanted: RegExp][] = [
        ['edit', { kind: 'remove', target: 'the missing ball to wait for' }, /^Nothing was changed; the model said: .*not-changed/],
        ['edit', { kind: 'recolour', target: 'the ball to wait for', to: 'red', seed: 3 }, /"action":"recolour"/],
        ['segment', { text: 'wait and see' }, /^The model did not take it for something to mark.*noun phrase.*not-marked/],
        ['segment', { text: 'the missing ball to wait for' }, /"action":"none","picture"/],
        ['segment', { text: 'find what we wait for' }, /"action":"segment"/],
        ['refine_mask', { text: 'wait and see' }, /^The model did not take it for something to mark.*the other cone.*not-marked/],
        ['ask', { text: 'wait for it' }, /"message":"So you say: wait for it"/],
      ];
      for (const [name, given, wanted] of cases) {
        const begin = async () => {
          const sessionId = await session();
          return { sessionId, ...(name === 'refine_mask' ? { maskId: await maskIn(sessionId) } : {}), ...given };
        };
        const asked = await begin();
        const direct = patient.call(name, asked);
        await running(asked.sessionId);
        house.worker.release();
        const again = await begin();
        const { turnId } = (await hasty.call(name, again)).structuredContent!;
        await running(again.sessionId);
        house.worker.release();
        const [one, ...others] = [await direct, await patient.call('wait', { turnId }), await patient.call('wait', { turnId, seconds: 0 })].map((result) => JSON.stringify(result).replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, 'id'));
        assert.match(JSON.parse(one).content[0].text, wanted, name);
        assert.deepEqual(others, [one, one], name);
      }
      await patient.close();
      await hasty.close();
    });
  }

  test('what the door took to open is taken from what the model may take', async () => {
    const late = lateConversations(async () => (await pause(1500), house.conversations));
    const client = await house.connectTo('2026-07-28', { ...late, patience: 2000 });
    const { structuredContent, milliseconds } = await timed(client.call('ask', { sessionId: await session(), text: 'wait for it' }));
    assert.equal(structuredContent?.status, 'running');
    assert.ok(milliseconds < 3300, `${milliseconds} ms`);
    await house.conversations.stop(structuredContent.turnId);
    await client.close();
  });

  test('a door that does not open is said in time', async () => {
    const late = lateConversations(() => new Promise(() => undefined));
    const client = await house.connectTo('2026-07-28', { ...late, patience });
    const { content, milliseconds } = await timed(client.call('list_sessions'));
    assert.match(content[0].text!, /still starting.*focus-starting/);
    assert.ok(milliseconds < 5000, `${milliseconds} ms`);
    await client.close();
  });

  test('a call that hangs where there is no handle is refused in time', async () => {
    const hanging = { ...house.conversations, getSession: () => new Promise<never>(() => undefined) };
    const client = await house.connectTo('2026-07-28', { conversations: hanging, patience });
    const { isError, content, milliseconds } = await timed(client.call('get_session', { sessionId: await session() }));
    assert.deepEqual([isError, /took too long.*too-slow/.test(content[0].text!)], [true, true]);
    assert.ok(milliseconds < 5000, `${milliseconds} ms`);
    await client.close();
  });
});
