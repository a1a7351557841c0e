import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Client as OldClient } from '@modelcontextprotocol/sdk/client/index.js';
import { CallToolResultSchema } from '@modelcontextprotocol/sdk/types.js';
import { type AgentHouse, openAgentHouse } from './agent-house.ts';
import type { Fetch } from './clients.ts';
import { type Answered, sendMessage } from './raw-message.ts';

const extensions = ['io.modelcontextprotocol/tasks'];

describe('the Tasks extension', () => {
  let house: AgentHouse;
  before(async () => { house = await openAgentHouse(); });
  after(() => house.close());

  const begin = async () => (await house.conversations.createSession({ sample: 'balls-on-wood' })).id;
  const call = (name: string, given: Record<string, unknown>, offered = extensions): Promise<Answered> => sendMessage(house.fetch(), 'tools/call', { name, arguments: given }, { name, extensions: offered });
  const task = (method: 'get' | 'cancel' | 'update', taskId: string, offered = extensions): Promise<Answered> => sendMessage(house.fetch(), `tasks/${method}`, { taskId, ...(method === 'update' ? { inputResponses: {} } : {}) }, { name: taskId, extensions: offered });
  const ended = async (taskId: string) => {
    for (;;) {
      const { result } = await task('get', taskId);
      if (result!.status !== 'working') return result!;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  };

  test('is announced to clients of 2026-07-28, and not to earlier ones, which could not say that they take it', async () => {
    const discovered = await sendMessage(house.fetch(), 'server/discover', {});
    assert.deepEqual(discovered.result!.capabilities.extensions, { 'io.modelcontextprotocol/tasks': {} });
    const old = await house.connect('2025-11-25');
    assert.equal((old.raw.getServerCapabilities() as { extensions?: object }).extensions, undefined);
    await old.close();
  });

  test('a call that takes long becomes a task, whose result is that of the call', async () => {
    const { result } = await call('ask', { sessionId: await begin(), text: 'wait for it' });
    const { resultType, taskId, status, statusMessage, ttlMs, ...rest } = result!;
    assert.deepEqual([resultType, status, ttlMs, 'result' in rest, 'structuredContent' in rest], ['task', 'working', null, false, false]);
    assert.equal(statusMessage, 'The model is at work.');
    assert.ok(Date.parse(rest.createdAt) <= Date.parse(rest.lastUpdatedAt));
    const working = (await task('get', taskId)).result!;
    assert.deepEqual([working.resultType, working.status, working.result], ['complete', 'working', undefined]);
    assert.deepEqual((await task('update', taskId)).result!.resultType, 'complete');
    house.worker.release();
    const done = await ended(taskId);
    assert.equal(done.status, 'completed');
    assert.equal(done.result.structuredContent.message, 'So you say: wait for it');
    assert.equal(done.result.content[0].type, 'text');
    assert.deepEqual((await task('get', taskId)).result!.result, done.result);
  });

  test('a call that waits says how many are before it, as a task and as a handle', async () => {
    const first = (await call('ask', { sessionId: await begin(), text: 'wait for the first' })).result!;
    const second = (await call('ask', { sessionId: await begin(), text: 'ignore' })).result!;
    const third = (await call('ask', { sessionId: await begin(), text: 'ignore' })).result!;
    assert.equal(first.statusMessage, 'The model is at work.');
    assert.equal(second.statusMessage, 'It waits for a free worker; one message is before it.');
    assert.equal(third.statusMessage, 'It waits for a free worker; 2 messages are before it.');
    const turnId = third.taskId.split('.')[1];
    const handle = (await call('wait', { turnId, seconds: 1 }, [])).result!.structuredContent;
    assert.deepEqual([handle.status, handle.message], ['running', `It waits for a free worker; 2 messages are before it. Call wait with turnId ${turnId}, or stop with it.`]);
    house.worker.release();
    for (const { taskId } of [second, third]) await task('cancel', taskId);
    assert.deepEqual([(await ended(first.taskId)).status, (await ended(second.taskId)).status, (await ended(third.taskId)).status], ['completed', 'cancelled', 'cancelled']);
  });

  test('another server of the same database knows the task', async () => {
    const { result } = await call('ask', { sessionId: await begin(), text: 'wait here' });
    const { openEndpoint } = await import('../../../server/mcp/endpoint.ts');
    const other = openEndpoint({ conversations: house.conversations, files: null, page: () => null, fetches: false, root: '.' });
    const fetch: Fetch = (url, init) => other.fetch(new Request(url, init));
    const { taskId } = result!;
    assert.equal((await sendMessage(fetch, 'tasks/get', { taskId }, { name: taskId, extensions })).result!.status, 'working');
    await other.close();
    house.worker.release();
    await ended(taskId);
  });

  test('what is wrong with the call, or comes of it, is the result of the completed task', async () => {
    const wrong = await call('segment', { sessionId: await begin() });
    assert.deepEqual([wrong.result!.resultType, wrong.result!.isError], ['complete', true]);
    const { result } = await call('segment', { sessionId: await begin(), text: 'wait and see' });
    house.worker.release();
    const done = await ended(result!.taskId);
    assert.deepEqual([done.status, done.result.isError], ['completed', true]);
    assert.match(done.result.content[0].text, /did not take it for something to mark.*not-marked/);
  });

  test('a cancelled task stops the worker', async () => {
    const { result } = await call('ask', { sessionId: await begin(), text: 'wait for ever' });
    assert.equal((await task('cancel', result!.taskId)).result!.resultType, 'complete');
    const stopped = await ended(result!.taskId);
    assert.deepEqual([stopped.status, stopped.result], ['cancelled', undefined]);
    assert.equal((await task('cancel', result!.taskId)).error, undefined);
  });

  test('a client that does not offer it gets results alone, and is refused the rest', async () => {
    const { result } = await call('ask', { sessionId: await begin(), text: 'hello' }, []);
    assert.deepEqual([result!.resultType, result!.structuredContent.status], ['complete', 'done']);
    for (const method of ['get', 'cancel', 'update'] as const) {
      const { error } = await task(method, `ask.${result!.structuredContent.turnId}`, []);
      assert.equal(error!.code, -32021);
      assert.deepEqual(error!.data.requiredCapabilities, { extensions: { 'io.modelcontextprotocol/tasks': {} } });
    }
  });

  test('a client of 2025-11-25 that asks for one of its experimental tasks gets the result itself, and knows no method of tasks', async () => {
    const old = await house.connect('2025-11-25');
    const client = old.raw as OldClient;
    const params = { name: 'ask', arguments: { sessionId: await begin(), text: 'hello' }, task: { ttl: 60_000 } };
    const result = await client.request({ method: 'tools/call', params }, CallToolResultSchema);
    assert.equal((result.structuredContent as { status: string }).status, 'done');
    const { turnId } = result.structuredContent as { turnId: string };
    for (const method of ['tasks/get', 'tasks/result', 'tasks/list', 'tasks/cancel']) {
      await assert.rejects(client.request({ method, params: { taskId: `ask.${turnId}` } } as never, CallToolResultSchema), { code: -32601 }, method);
    }
    await old.close();
  });

  test('a task that nobody began is refused', async () => {
    const turnId = '01a20f3f-bde7-773b-afc9-dc1f34eea59d';
    for (const taskId of ['nonsense', turnId, `ask.${turnId}`, `get_session.${turnId}`, 'ask.', '__proto__.x']) {
      for (const method of ['get', 'cancel', 'update'] as const) assert.equal((await task(method, taskId)).error!.code, -32602, `${method} ${taskId}`);
    }
  });
});
