// What clients may believe of a tool before they call it is true.

import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { localFiles } from '../../../server/mcp/local-files.ts';
import { tools } from '../../../server/mcp/tools.ts';
import { type AgentHouse, openAgentHouse } from './agent-house.ts';
import { type AnyClient, eras } from './clients.ts';

interface Annotations {
  readOnlyHint: boolean;
  destructiveHint: boolean;
  idempotentHint: boolean;
}

async function annotationsFor(client: AnyClient): Promise<Record<string, Annotations>> {
  const { tools: listed } = await client.raw.listTools();
  return Object.fromEntries(listed.map(({ name, annotations }) => [name, annotations as Annotations]));
}

const named = (annotations: Record<string, Annotations>, hint: keyof Annotations) => Object.keys(annotations).filter((name) => annotations[name][hint]);

describe('the annotations of the tools', () => {
  let [house, client, folder]: [AgentHouse, AnyClient, string] = [undefined!, undefined!, ''];
  let annotations: Record<string, Annotations>;
  /** A right call of every tool that claims to look only, or to do the same when called again. */
  let calls: Record<string, Record<string, unknown>>;
  let sessionId: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'focus-annotations-'));
    house = await openAgentHouse({ files: localFiles([folder], folder) });
    client = await house.connect('2026-07-28');
    annotations = await annotationsFor(client);
    ({ sessionId } = await client.data('open_image', { sample: 'balls-on-wood' }));
    const { masks: [{ maskId }], turnId } = await client.data('segment', { sessionId, text: 'find ball' });
    const { edit: { fromImageId, toImageId } } = await client.data('edit', { sessionId, kind: 'recolour', maskId, to: 'green' });
    await client.data('undo', { sessionId });
    calls = {
      list_sessions: {}, get_session: { sessionId, turns: 100 }, compare: { imageIdA: fromImageId, imageIdB: toImageId },
      wait: { turnId }, stop: { turnId }, export_mask: { maskId, path: 'ball.json' },
    };
  });
  after(async () => {
    await client?.close();
    await house?.close();
    await rm(folder, { recursive: true, force: true });
  });

  /** Everything there is. */
  const all = async () => {
    const { sessions } = await house.conversations.listSessions({ limit: 100 });
    return JSON.stringify([sessions, await Promise.all(sessions.map(async ({ id }) => [await house.conversations.getSession(id), await house.conversations.operations(id)]))]);
  };

  test('a tool that says it only looks leaves everything as it is', async () => {
    const looking = named(annotations, 'readOnlyHint');
    assert.deepEqual(looking, ['list_sessions', 'get_session', 'compare', 'wait']);
    for (const name of looking) {
      const before = await all();
      await client.data(name, calls[name]);
      assert.equal(await all(), before, name);
    }
  });

  test('a tool that says it may be called again changes nothing more the second time', async () => {
    const again = named(annotations, 'idempotentHint');
    assert.deepEqual(again, ['list_sessions', 'get_session', 'compare', 'export_mask', 'wait', 'stop']);
    for (const name of again) {
      const [first, between] = [await client.data(name, calls[name]), await all()];
      assert.deepEqual(await client.data(name, calls[name]), first, name);
      assert.equal(await all(), between, name);
    }
    assert.equal(JSON.parse(await readFile(join(folder, 'ball.json'), 'utf8')).name, 'ball');
  });

  test('one that stops a message may be called again while it stops', async () => {
    const { sessionId: own } = await client.data('open_image', { sample: 'balls-on-wood' });
    const { id } = await house.conversations.say(own, { text: 'wait for it' });
    const stopped = await client.data('stop', { turnId: id });
    assert.equal(stopped.status, 'stopped');
    assert.deepEqual(await client.data('stop', { turnId: id }), stopped);
  });

  test('a tool that does not claim so adds a step with every call', async () => {
    const adding = tools.map(({ name }) => name).filter((name) => !annotations[name].idempotentHint);
    assert.deepEqual(adding, ['open_image', 'ask', 'segment', 'refine_mask', 'combine_masks', 'edit', 'adjust', 'cut_out', 'background', 'crop', 'undo', 'branch']);
    const { versions: [{ imageId }] } = await client.data('get_session', { sessionId });
    const { operation: first } = await client.data('branch', { sessionId, imageId });
    assert.equal((await client.data('branch', { sessionId, imageId })).operation.seq, first.seq + 1);
  });

  test('only what writes over files may lose something, and only where files are written', async () => {
    assert.deepEqual(named(annotations, 'destructiveHint'), ['export_mask']);
    const distant = await openAgentHouse();
    try {
      for (const era of eras) {
        const other = await distant.connect(era);
        const told = await annotationsFor(other);
        assert.deepEqual(named(told, 'destructiveHint'), []);
        assert.ok(told.export_mask.readOnlyHint);
        await other.close();
      }
    } finally {
      await distant.close();
    }
  });

  test('what the other tools made before can all be had back', async () => {
    const begun = await client.data('open_image', { sample: 'balls-on-wood' });
    const id = begun.sessionId;
    const { masks: [{ maskId, versionId }] } = await client.data('segment', { sessionId: id, text: 'find ball' });
    const { counts } = await client.data('export_mask', { maskId: versionId });
    await client.data('refine_mask', { sessionId: id, maskId, points: [{ x: 9, y: 9 }] });
    await client.data('combine_masks', { sessionId: id, operation: 'invert', maskIds: [maskId] });
    await client.data('edit', { sessionId: id, kind: 'remove', maskId });
    for (let step = 0; step < 3; step += 1) await client.data('undo', { sessionId: id });
    await client.data('ask', { sessionId: id, text: 'something else' });
    assert.equal((await client.data('export_mask', { maskId: versionId })).counts, counts);
    await client.data('branch', { sessionId: id, imageId: begun.picture.imageId });
    const { versions, turnCount } = await client.data('get_session', { sessionId: id });
    assert.deepEqual([versions.length, turnCount], [2, 4]);
  });
});
