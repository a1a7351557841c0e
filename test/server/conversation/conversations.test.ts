import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Conversations } from '../../../server/conversation/conversations.ts';
import { FocusError } from '../../../server/errors.ts';
import { openStore } from '../../../server/store/store.ts';
import { firstEvents, type House, openHouse, sampleSession, sayAndWait } from './house.ts';
import { refused } from './refused.ts';

let house: House;
before(async () => { house = await openHouse(); });
after(() => house.close());

test('a session that began with a sample shows its picture', async () => {
  const session = await sampleSession(house);
  assert.deepEqual([session.images.length, session.currentImage?.source, session.currentImage?.name], [1, 'sample', 'balls-on-wood.png']);
  assert.deepEqual(await house.conversations.getSession(session.id), session);
});

test('one upload begins two sessions with pictures of their own', async () => {
  const { conversations } = house;
  const image = await conversations.addImage(await conversations.sample('stars-on-stone'), '/tmp/my stars.png');
  const [one, other] = [await conversations.createSession({ imageId: image.id }), await conversations.createSession({ imageId: image.id })];
  assert.equal(one.currentImage?.id, image.id);
  assert.notEqual(other.currentImage?.id, image.id);
  assert.equal(other.currentImage?.name, 'my stars.png');
  const [a, b] = await Promise.all([one, other].map(({ currentImage }) => conversations.picture(currentImage?.id ?? '')));
  assert.equal(a.blob, b.blob);
});

test('a session with an unknown picture or sample is not begun', async () => {
  await refused(house.conversations.createSession({ imageId: randomUUID() }), 'image-unknown', 404);
  await refused(house.conversations.createSession({ sample: '../package' }), 'sample-unknown', 404);
  await refused(house.conversations.createSession({ sample: 'balls-on-wood', imageId: randomUUID() }), 'request-invalid', 400);
});

test('an answered message stands in the history with its masks', async () => {
  const session = await sampleSession(house);
  const said = { text: 'find red ball', prompts: [{ kind: 'point' as const, x: 3.5, y: 4, positive: false }], seed: 5 };
  const { turn } = await sayAndWait(house, session.id, said);
  const history = await house.conversations.getSession(session.id);
  assert.deepEqual(history.turns, [turn]);
  assert.deepEqual([turn.status, turn.seed, turn.parentId, turn.prompts], ['done', 5, null, said.prompts]);
  assert.equal(history.headTurnId, turn.id);
  assert.equal(history.title, 'find red ball');
  assert.deepEqual(history.masks.map(({ name, versions }) => [name, versions.map(({ id }) => id)]), [['red ball', turn.maskVersionIds]]);
});

test('an edit becomes the current picture', async () => {
  const session = await sampleSession(house);
  const { turn } = await sayAndWait(house, session.id, 'paint it green');
  const { currentImage, images } = await house.conversations.getSession(session.id);
  assert.equal(currentImage?.id, turn.edit?.resultId);
  assert.deepEqual([images.length, currentImage?.parentId], [2, session.currentImage?.id]);
});

test('a session without a picture draws, and refuses to be pointed at', async () => {
  const session = await house.conversations.createSession({});
  const point = { kind: 'point' as const, x: 1, y: 1, positive: true };
  await refused(house.conversations.say(session.id, { text: 'here', prompts: [point] }), 'session-without-picture', 400);
  const { turn } = await sayAndWait(house, session.id, 'a red ball');
  assert.equal(turn.edit?.kind, 'draw');
});

test('a message sent twice with the same id is one turn', async () => {
  const session = await sampleSession(house);
  const request = { id: randomUUID(), text: 'hello' };
  const both = await Promise.all([house.conversations.say(session.id, request), house.conversations.say(session.id, request)]);
  assert.deepEqual(both.map(({ id }) => id), [request.id, request.id]);
  await firstEvents(house, request.id, 99);
  assert.equal((await house.conversations.say(session.id, request)).status, 'done');
  assert.equal((await house.conversations.getSession(session.id)).turns.length, 1);
  await refused(house.conversations.say(session.id, { ...request, text: 'other' }), 'turn-id-taken', 409);
});

test('of two messages at the same time one is refused while the other runs', async () => {
  const session = await sampleSession(house);
  const both = await Promise.allSettled([1, 2].map((number) => house.conversations.say(session.id, { text: `wait ${number}` })));
  assert.deepEqual(both.map(({ status }) => status).sort(), ['fulfilled', 'rejected']);
  const [rejected] = both.filter((one) => one.status === 'rejected');
  assert.equal((rejected.reason as FocusError).code, 'turn-running');
  assert.match((rejected.reason as FocusError).hint, /\/stop/);
  const { turns } = await house.conversations.getSession(session.id);
  await firstEvents(house, turns[0].id, 3);
  await house.conversations.stop(turns[0].id);
  await firstEvents(house, turns[0].id, 99);
});

test('stopping ends a running turn; stopping again changes nothing', async () => {
  const session = await sampleSession(house);
  const { id } = await house.conversations.say(session.id, { text: 'wait' });
  await firstEvents(house, id, 3);
  await house.conversations.stop(id);
  const events = await firstEvents(house, id, 99);
  assert.deepEqual(events.at(-1)?.event, { type: 'turn-end', status: 'stopped' });
  const stopped = await house.conversations.stop(id);
  assert.deepEqual([stopped.status, stopped.answer], ['stopped', 'Well']);
  assert.equal((await sayAndWait(house, session.id, 'go on')).turn.parentId, null);
});

for (const what of ['that waits in the queue', 'whose worker is gone'] as const) {
  test(`stopping ends a turn ${what} at once`, async () => {
    const session = await sampleSession(house);
    const { id } = await house.conversations.say(session.id, { text: 'ignore' });
    if (what === 'whose worker is gone') {
      const store = await openStore(house);
      await store.prisma.turn.update({ where: { id }, data: { status: 'running', workerId: randomUUID(), attempt: 1 } });
      await store.close();
    }
    assert.equal((await house.conversations.stop(id)).status, 'stopped');
    assert.deepEqual((await firstEvents(house, id, 99)).map(({ event }) => event), [{ type: 'turn-end', status: 'stopped' }]);
    assert.equal((await sayAndWait(house, session.id, 'go on')).turn.status, 'done');
  });
}

test('a turn that waits tells how many run or wait before it, whosever they are', async () => {
  const others = house.conversations.of('someone');
  const begun = async (door: Conversations, text: string) => (await door.say((await door.createSession({ sample: 'balls-on-wood' })).id, { text })).id;
  const first = await begun(house.conversations, 'wait');
  await firstEvents(house, first, 3);
  const [second, third] = [await begun(others, 'ignore'), await begun(house.conversations, 'ignore')];
  const before = async () => [(await house.conversations.getTurn(first)).before, (await others.getTurn(second)).before, (await house.conversations.getTurn(third)).before];
  assert.deepEqual(await before(), [undefined, 1, 2]);
  await house.conversations.stop(first);
  await firstEvents(house, first, 99);
  assert.deepEqual(await before(), [undefined, 0, 1]);
  for (const id of [second, third]) await house.conversations.stop(id);
  assert.deepEqual(await before(), [undefined, undefined, undefined]);
});

test('a failed turn keeps its error', async () => {
  const session = await sampleSession(house);
  const { turn, events } = await sayAndWait(house, session.id, 'fail');
  assert.deepEqual([turn.status, turn.error?.code], ['failed', 'test-failed']);
  assert.equal(events.at(-1)?.event.type, 'turn-end');
});

for (const [what, request, code, status] of [
  ['an empty message', { text: '  ' }, 'message-empty', 400],
  ['a message of 2,001 characters', { text: 'a'.repeat(2001) }, 'message-too-long', 413],
  ['a point outside', { prompts: [{ kind: 'point', x: 5000, y: 1, positive: true }] }, 'point-outside', 400],
  ['a box without area', { prompts: [{ kind: 'box', left: 1, top: 1, width: 0, height: 4 }] }, 'box-empty', 400],
  ['a box outside', { prompts: [{ kind: 'box', left: 5000, top: 1, width: 9, height: 4 }] }, 'box-outside', 400],
  ['a scribble without points', { prompts: [{ kind: 'scribble', points: [] }] }, 'scribble-empty', 400],
  ['seventeen prompts', { prompts: Array(17).fill({ kind: 'point', x: 1, y: 1, positive: true }) }, 'too-many-prompts', 400],
  ['an unknown kind of prompt', { prompts: [{ kind: 'lasso' }] }, 'request-invalid', 400],
  ['a place that is no number', { prompts: [{ kind: 'point', x: Number.NaN, y: 1, positive: true }] }, 'request-invalid', 400],
  ['an unknown field', { text: 'hello', prompt: [] }, 'request-invalid', 400],
  ['a text that is none', { text: 7 }, 'request-invalid', 400],
  ['no object', 'hello', 'request-invalid', 400],
  ['a mask that is not there', { text: 'this', masks: [randomUUID()] }, 'mask-unknown', 404],
] as const) {
  test(`${what} is refused with ${code} and leaves no turn`, async () => {
    const session = await sampleSession(house);
    await refused(house.conversations.say(session.id, request as never), code, status);
    assert.deepEqual((await house.conversations.getSession(session.id)).turns, []);
  });
}

test('a mask may be meant again after an edit, but not in another session', async () => {
  const session = await sampleSession(house);
  const { turn } = await sayAndWait(house, session.id, 'find ball');
  await sayAndWait(house, session.id, 'paint it');
  const again = await sayAndWait(house, session.id, { text: 'that one', masks: turn.maskVersionIds });
  assert.deepEqual(again.turn.prompts, [{ kind: 'mask', maskVersionId: turn.maskVersionIds[0] }]);
  const other = await sampleSession(house);
  await refused(house.conversations.say(other.id, { text: 'that one', masks: turn.maskVersionIds }), 'mask-of-other-picture', 400);
});

test('the list of sessions has pages, last changed first', async () => {
  const ids = [];
  for (let count = 0; count < 3; count += 1) ids.unshift((await house.conversations.createSession({ title: `number ${count}` })).id);
  const first = await house.conversations.listSessions({ limit: 2 });
  assert.deepEqual(first.sessions.map(({ id }) => id), ids.slice(0, 2));
  const second = await house.conversations.listSessions({ limit: 2, before: first.next ?? '' });
  assert.equal(second.sessions[0].id, ids[2]);
  await refused(house.conversations.listSessions({ before: 'yesterday' }), 'request-invalid', 400);
});

test('a session is renamed and deleted', async () => {
  const session = await sampleSession(house);
  await sayAndWait(house, session.id, 'find ball');
  assert.equal((await house.conversations.renameSession(session.id, { title: ' Balls ' })).title, 'Balls');
  await house.conversations.deleteSession(session.id);
  await refused(house.conversations.getSession(session.id), 'session-unknown', 404);
  await refused(house.conversations.deleteSession(session.id), 'session-unknown', 404);
});

test('changes of a session wake who shows it', async () => {
  const session = await sampleSession(house);
  const leave = new AbortController();
  let wakeUps = 0;
  const watching = (async () => { for await (const change of house.conversations.changes(session.id, leave.signal)) wakeUps += change.sessionId === session.id ? 1 : 0; })();
  await sleep(300);
  const before = wakeUps;
  assert.ok(before >= 1, 'one at once');
  await sayAndWait(house, session.id, 'hello');
  await sleep(200);
  assert.ok(wakeUps > before, `${before} then ${wakeUps}`);
  leave.abort();
  await watching;
});

test('health names the provider of the worker', async () => {
  const { status, workers } = await house.conversations.health();
  assert.deepEqual([status, workers[0].provider, workers[0].probeMilliseconds], ['ok', 'CPUExecutionProvider', 12]);
});
