import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { firstEvents, type House, openHouse, sampleSession, sayAndWait } from './house.ts';
import { refused } from './refused.ts';

let house: House;
before(async () => { house = await openHouse(); });
after(() => house.close());

test('a session begun twice with the same id is one', async () => {
  const request = { id: randomUUID(), sample: 'balls-on-wood' };
  const [one, other] = await Promise.all([house.conversations.createSession(request), house.conversations.createSession(request)]);
  assert.deepEqual([one.id, other.id, other.images.length], [request.id, request.id, 1]);
});

test('a deleted session is gone with everything in it, and comes back as it was', async () => {
  const { id } = await sampleSession(house);
  const { turn } = await sayAndWait(house, id, 'find ball');
  const before = await house.conversations.getSession(id);
  await house.conversations.deleteSession(id);
  await refused(house.conversations.getSession(id), 'session-unknown', 404);
  await refused(house.conversations.say(id, { text: 'hello' }), 'session-unknown', 404);
  await refused(house.conversations.operate(id, { kind: 'undo' }), 'session-unknown', 404);
  await refused(house.conversations.getTurn(turn.id), 'turn-unknown', 404);
  await refused(house.conversations.picture(before.currentImage?.id ?? ''), 'image-unknown', 404);
  await refused(house.conversations.mask(before.masks[0].id), 'mask-unknown', 404);
  assert.ok(!(await house.conversations.listSessions()).sessions.some((session) => session.id === id));
  const { updatedAt, ...restored } = await house.conversations.restoreSession(id);
  assert.deepEqual({ ...restored, updatedAt: before.updatedAt }, before);
  await refused(house.conversations.restoreSession(randomUUID()), 'session-unknown', 404);
});

test('deleting a session stops what runs in it', async () => {
  const { id } = await sampleSession(house);
  const { id: turn } = await house.conversations.say(id, { text: 'wait' });
  await firstEvents(house, turn, 3);
  await house.conversations.deleteSession(id);
  await house.conversations.restoreSession(id);
  await firstEvents(house, turn, 99);
  assert.equal((await house.conversations.getTurn(turn)).status, 'stopped');
});

test('a search finds words in titles, messages and answers, and shows where', async () => {
  const { id } = await sampleSession(house);
  await sayAndWait(house, id, 'where is the Zeppelin over 100%_of the table?');
  await house.conversations.renameSession(id, { title: 'Flying things' });
  const search = async (words: string) => (await house.conversations.listSessions({ search: words })).sessions;
  const [found] = await search('zeppelin flying');
  assert.deepEqual([found.id, found.match], [id, 'where is the Zeppelin over 100%_of the table?']);
  assert.equal((await search('"so you say"')).length, 0);
  assert.equal((await search('SO you say: where'))[0].id, id);
  assert.equal((await search('100%_of')).length, 1);
  assert.equal((await search('100__of')).length, 0);
  assert.equal((await search('zeppelin submarine')).length, 0);
});
