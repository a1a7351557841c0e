import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { FocusError } from '../../../server/errors.ts';
import { type AgentHouse, openAgentHouse } from './agent-house.ts';
import { type AnyClient, eras } from './clients.ts';

let house: AgentHouse;
before(async () => { house = await openAgentHouse(); });
after(() => house.close());

/** Ids of a session of one's own: picture, mask, version, message. */
interface Own {
  sessionId: string;
  imageId: string;
  maskId: string;
  versionId: string;
  turnId: string;
}

async function begin(client: AnyClient): Promise<Own> {
  const { sessionId, picture } = await client.data('open_image', { sample: 'balls-on-wood' });
  const { masks: [mask], turnId } = await client.data('segment', { sessionId, text: 'find ball' });
  return { sessionId, imageId: picture.imageId, maskId: mask.maskId, versionId: mask.versionId, turnId };
}

/** Every place of every tool that takes an id, filled with the ids of `asked` beside one's own. */
function callsWith(own: Own, asked: Own): [name: string, given: Record<string, unknown>, id: string][] {
  const { sessionId } = own;
  const masks: [string, Record<string, unknown>, string][] = [asked.maskId, asked.versionId].flatMap((id): [string, Record<string, unknown>, string][] => [
    ['ask', { sessionId, text: 'what is this', maskIds: [id] }, id],
    ['refine_mask', { sessionId, maskId: id, text: 'also the cube' }, id],
    ['combine_masks', { sessionId, operation: 'union', maskIds: [own.maskId, id] }, id],
    ['combine_masks', { sessionId, operation: 'subtract', maskIds: [id, own.maskId] }, id],
    ['combine_masks', { sessionId, operation: 'grow', maskIds: [id], pixels: 2 }, id],
    ['edit', { sessionId, kind: 'remove', maskId: id }, id],
    ['export_mask', { maskId: id }, id],
    ['export_mask', { maskId: id, format: 'cutout' }, id],
  ]);
  const session = asked.sessionId;
  return [
    ['open_image', { imageId: asked.imageId }, asked.imageId],
    ['get_session', { sessionId: session }, session],
    ['ask', { sessionId: session, text: 'hello' }, session],
    ['segment', { sessionId: session, text: 'find cube' }, session],
    ['segment', { sessionId: session, rough: { size: [128, 128], counts: [0, 9, 128 * 128 - 9] } }, session],
    ['refine_mask', { sessionId: session, maskId: own.maskId, text: 'also the cube' }, session],
    ['combine_masks', { sessionId: session, operation: 'invert', maskIds: [own.maskId] }, session],
    ['edit', { sessionId: session, kind: 'remove', target: 'the ball' }, session],
    ['undo', { sessionId: session }, session],
    ['undo', { sessionId: session, redo: true }, session],
    ['branch', { sessionId: session, imageId: own.imageId }, session],
    ['branch', { sessionId, imageId: asked.imageId }, asked.imageId],
    ['branch', { sessionId, turnId: asked.turnId }, asked.turnId],
    ['compare', { imageIdA: asked.imageId, imageIdB: own.imageId }, asked.imageId],
    ['compare', { imageIdA: own.imageId, imageIdB: asked.imageId }, asked.imageId],
    ['wait', { turnId: asked.turnId, seconds: 0 }, asked.turnId],
    ['stop', { turnId: asked.turnId }, asked.turnId],
    ...masks,
  ];
}

const nobodys = (): Own => ({ sessionId: randomUUID(), imageId: randomUUID(), maskId: randomUUID(), versionId: randomUUID(), turnId: randomUUID() });

for (const era of eras) {
  describe(`with tokens, a client of ${era}`, () => {
    let [anna, ben, local]: AnyClient[] = [];
    let [annas, bens, locals]: Own[] = [];
    before(async () => {
      [anna, ben, local] = [await house.connect(era, `anna-${era}`), await house.connect(era, `ben-${era}`), await house.connect(era)];
      [annas, bens, locals] = [await begin(anna), await begin(ben), await begin(local)];
    });
    after(() => Promise.all([anna, ben, local].map((client) => client.close())));

    test('hears of the ids of others exactly what it hears of ids that do not exist, from every tool', async () => {
      const nothing = callsWith(bens, nobodys());
      for (const others of [annas, locals]) {
        for (const [index, [name, given, id]] of callsWith(bens, others).entries()) {
          const [there, missing] = [await ben.call(name, given), await ben.call(name, nothing[index][1])];
          assert.equal(there.isError, true, `${name} ${JSON.stringify(given)}`);
          const words = JSON.stringify(there).replaceAll(id, 'ID');
          assert.equal(words, JSON.stringify(missing).replaceAll(nothing[index][2], 'ID'), name);
          assert.match(words, /unknown\)/);
        }
      }
    });

    test('changes nothing of others by trying', async () => {
      const before = await house.conversations.getSession(annas.sessionId);
      for (const [name, given] of callsWith(bens, annas)) await ben.call(name, given);
      assert.deepEqual(await house.conversations.getSession(annas.sessionId), before);
    });

    test('reads its own resources and none of others', async () => {
      const addresses = ({ sessionId, imageId, maskId, versionId }: Own) =>
        [`sessions/${sessionId}`, `images/${imageId}`, `images/${imageId}/preview`, `masks/${maskId}`, `masks/${versionId}/rle`].map((path) => `focus://${path}`);
      for (const uri of addresses(bens)) assert.equal((await ben.raw.readResource({ uri })).contents.length, 1);
      const [missing] = addresses(nobodys());
      const refusal = await ben.raw.readResource({ uri: missing }).catch((error: Error & { code: number }) => error) as { code: number; message: string };
      for (const uri of [...addresses(annas), ...addresses(locals)]) {
        await assert.rejects(ben.raw.readResource({ uri }), (error: Error & { code: number }) => error.code === refusal.code && error.message.replaceAll(uri, '') === refusal.message.replaceAll(missing, ''));
      }
    });

    test('finds only its own in lists and completions', async () => {
      const { sessions } = await ben.data('list_sessions');
      assert.deepEqual(sessions.map(({ sessionId }: Own) => sessionId), [bens.sessionId]);
      const { resources } = await ben.raw.listResources();
      assert.deepEqual(resources.filter(({ uri }) => uri.startsWith('focus://sessions/')).map(({ uri }) => uri), [`focus://sessions/${bens.sessionId}`]);
      const completed = async (path: string, name: keyof Own, value = '', sessionId?: string) =>
        (await ben.raw.complete({ ref: { type: 'ref/resource', uri: `focus://${path}/{${name}}` }, argument: { name, value }, context: sessionId === undefined ? undefined : { arguments: { sessionId } } })).completion.values;
      assert.deepEqual(await completed('sessions', 'sessionId'), [bens.sessionId]);
      assert.deepEqual(await completed('sessions', 'sessionId', annas.sessionId.slice(0, 30)), []);
      assert.deepEqual(await completed('images', 'imageId'), [bens.imageId]);
      assert.deepEqual(await completed('masks', 'maskId'), [bens.maskId]);
      await assert.rejects(completed('masks', 'maskId', '', annas.sessionId), new RegExp(`no session ${annas.sessionId}`));
    });

    test('is told of its own changes and not of others', async () => {
      const heard: string[] = [];
      let ring: () => void = () => undefined;
      ben.raw.fallbackNotificationHandler = async ({ method, params }: { method: string; params?: Record<string, unknown> }) => {
        if (method !== 'notifications/resources/updated') return;
        heard.push(String(params?.uri));
        ring();
      };
      const wanted = [annas, bens].map(({ sessionId }) => `focus://sessions/${sessionId}`);
      const subscribe = (uri: string) => (ben.raw as { subscribeResource(given: { uri: string }): Promise<unknown> }).subscribeResource({ uri });
      if (era === '2025-11-25') {
        await assert.rejects(subscribe(wanted[0]), /There is no session/);
        await subscribe(wanted[1]);
      }
      else await (ben.raw as unknown as { listen(filter: object): Promise<unknown> }).listen({ resourceSubscriptions: wanted });
      await anna.data('ask', { sessionId: annas.sessionId, text: 'hello' });
      // What is heard comes in the order in which it happened. The connection to the database may only just be made.
      while (heard.length === 0) {
        const rung = new Promise<void>((resolve) => { ring = resolve; setTimeout(resolve, 500).unref(); });
        await anna.data('combine_masks', { sessionId: annas.sessionId, operation: 'grow', maskIds: [annas.maskId], pixels: 1 });
        await ben.data('combine_masks', { sessionId: bens.sessionId, operation: 'grow', maskIds: [bens.maskId], pixels: 1 });
        await rung;
      }
      assert.deepEqual([...new Set(heard)], [wanted[1]]);
    });

    test('without a token sees everything', async () => {
      const { sessions } = await local.data('list_sessions', { limit: 200 });
      for (const { sessionId } of [annas, bens, locals]) assert.ok(sessions.some((one: Own) => one.sessionId === sessionId));
      assert.equal((await local.data('get_session', { sessionId: annas.sessionId })).sessionId, annas.sessionId);
      await local.data('combine_masks', { sessionId: bens.sessionId, operation: 'grow', maskIds: [bens.maskId], pixels: 1 });
    });
  });
}

describe('the door of an owner', () => {
  test('keeps uploads to whoever sent them, and lets them stay theirs in a session of the house', async () => {
    const [anna, ben] = [house.conversations.of('anna'), house.conversations.of('ben')];
    const png = await house.conversations.sample('balls-on-wood');
    const { id } = await anna.addImage(png, 'a.png');
    await assert.rejects(ben.picture(id), unknown('image'));
    await assert.rejects(ben.createSession({ imageId: id }), unknown('image'));
    const begun = await house.conversations.createSession({ imageId: id });
    assert.equal((await anna.picture(id)).image.id, id);
    await assert.rejects(anna.getSession(begun.id), unknown('session'));
    await assert.rejects(ben.picture(id), unknown('image'));
  });

  test('answers the id of a session of others as unknown, whatever is done with it', async () => {
    const { id } = await house.conversations.of('anna').createSession({ sample: 'balls-on-wood' });
    const ben = house.conversations.of('ben');
    const tries = [
      () => ben.createSession({ id, sample: 'balls-on-wood' }), () => ben.renameSession(id, { title: 'mine' }), () => ben.deleteSession(id), () => ben.restoreSession(id),
      () => ben.exportSession(id), () => ben.share(id), () => ben.shareOf(id), () => ben.unshare(id), () => ben.requireSession(id), () => ben.operations(id),
      () => ben.importMask(id, new Uint8Array()), () => ben.preview(id, { prompts: [{ kind: 'point', x: 1, y: 1, positive: true }] }), () => ben.changes(id).next(),
    ];
    for (const attempt of tries) await assert.rejects(attempt, unknown('session'), String(attempt));
    assert.equal((await house.conversations.of('anna').getSession(id)).title, '');
  });

  test('shows a shared session to everyone who has its link', async () => {
    const anna = house.conversations.of('anna');
    const { id } = await anna.createSession({ sample: 'balls-on-wood' });
    const { token } = await anna.share(id);
    assert.equal((await house.conversations.of('ben').shared(token)).images.length, 1);
  });
});

function unknown(what: string): (error: unknown) => boolean {
  return (error) => FocusError.isInstance(error) && error.code === `${what}-unknown`;
}
