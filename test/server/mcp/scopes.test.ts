// What a token of scope read may do, at the door of the product: look, and nothing else.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { makeToken, type Scope } from '../../../server/access/tokens.ts';
import { tools } from '../../../server/mcp/tools.ts';
import { type Agents, openAgents } from '../../../server/start/agents.ts';
import { type House, openHouse } from '../conversation/house.ts';
import { eras, type Fetch } from './clients.ts';
import { sendMessage } from './raw-message.ts';
import { speakerOf } from './speaker.ts';

let house: House;
let door: Agents;
let token: string;
let own: { sessionId: string; imageId: string; maskId: string; turnId: string };
/** A message that is still being answered. */
let running: { id: string; sessionId: string };
before(async () => {
  house = await openHouse();
  door = await openAgents({ DATABASE_URL: house.databaseUrl, FOCUS_DATA_DIR: house.dataFolder });
  const give = (scopes: Scope[]) => makeToken(house.dataFolder, { name: 'anna', scopes, expiresAt: Date.now() / 1000 + 3600 });
  const editor = await speakerOf(door, '2026-07-28', await give(['read', 'edit']));
  const data = async (name: string, given: object) => (await editor.say('tools/call', { name, arguments: given })).message!.result!.structuredContent as Record<string, any>;
  const { sessionId, picture } = await data('open_image', { sample: 'balls-on-wood' });
  const { masks: [{ maskId }], turnId } = await data('segment', { sessionId, text: 'find ball' });
  own = { sessionId, imageId: picture.imageId, maskId, turnId };
  const other = await data('open_image', { sample: 'balls-on-wood' });
  running = await house.conversations.of('anna').say(other.sessionId, { text: 'wait for it' });
  // The token of that name is replaced by one that may only look.
  token = await give(['read']);
});
after(async () => {
  await door.close();
  await house.close();
});

/** A right call of every tool. */
const calls = ({ sessionId, imageId, maskId, turnId }: typeof own): Record<string, object> => ({
  open_image: { sample: 'balls-on-wood' },
  list_sessions: {},
  get_session: { sessionId },
  ask: { sessionId, text: 'hello' },
  segment: { sessionId, text: 'find cube' },
  refine_mask: { sessionId, maskId, points: [{ x: 1, y: 1 }] },
  combine_masks: { sessionId, operation: 'grow', maskIds: [maskId], pixels: 1 },
  edit: { sessionId, kind: 'remove', maskId },
  undo: { sessionId },
  branch: { sessionId, imageId },
  compare: { imageIdA: imageId, imageIdB: imageId },
  export_mask: { maskId },
  wait: { turnId },
  stop: { turnId: running.id },
});
const everything = async () => {
  const { listSessions, getSession } = house.conversations;
  const { sessions } = await listSessions();
  return JSON.stringify(await Promise.all(sessions.map(({ id }) => getSession(id))));
};

for (const era of eras) {
  describe(`a token of scope read, for a client of ${era}`, () => {
    test('is refused whatever changes something, and told which scope it takes', async () => {
      const speaker = await speakerOf(door, era, token);
      await house.conversations.requireSession(running.sessionId);
      while ((await house.conversations.getTurn(running.id)).status === 'queued') await new Promise((resolve) => setTimeout(resolve, 20));
      const before = await everything();
      for (const { name } of tools.filter(({ scope }) => scope === 'edit')) {
        const { status, challenge, message } = await speaker.say('tools/call', { name, arguments: calls(own)[name] });
        assert.deepEqual([name, status, message?.result], [name, 403, undefined]);
        assert.match(challenge!, /^Bearer error="insufficient_scope".* scope="edit", resource_metadata="http:\/\/localhost:3000\/\.well-known\/oauth-protected-resource\/api\/mcp"$/);
      }
      assert.equal(await everything(), before);
    });

    test('may look at everything', async () => {
      const speaker = await speakerOf(door, era, token);
      for (const { name } of tools.filter(({ scope }) => scope === 'read')) {
        const { status, text, message } = await speaker.say('tools/call', { name, arguments: calls(own)[name] });
        assert.deepEqual([name, status, message?.result?.isError ?? false, message?.result?.structuredContent === undefined], [name, 200, false, false], text.slice(0, 300));
      }
      const { message } = await speaker.say('resources/read', { uri: `focus://sessions/${own.sessionId}` });
      assert.ok(message?.result);
    });
  });
}

test('what only looks is known by name', () => {
  assert.deepEqual(tools.filter(({ scope }) => scope === 'read').map(({ name }) => name), ['list_sessions', 'get_session', 'compare', 'export_mask', 'wait']);
});

test('a token of scope read may follow a task and not cancel it', async () => {
  const fetch: Fetch = (url, init) => door.answer(new Request(url, { ...init, headers: { ...(init?.headers as Record<string, string>), host: 'localhost:3000', authorization: `Bearer ${token}` } }));
  const taskId = `ask.${running.id}`;
  const ask = (method: string) => sendMessage(fetch, method, { taskId }, { name: taskId, extensions: ['io.modelcontextprotocol/tasks'] });
  assert.match((await ask('tasks/cancel')).error!.message, /lacks the scope edit/);
  assert.equal((await ask('tasks/get')).result!.status, 'working');
  const { status } = await house.conversations.getTurn(running.id);
  assert.equal(status, 'running');
});
