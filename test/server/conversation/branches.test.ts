import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { type House, openHouse, sampleSession, sayAndWait } from './house.ts';
import { refused } from './refused.ts';

let house: House;
before(async () => { house = await openHouse(); });
after(() => house.close());

test('a session can go on from any version of its picture', async () => {
  const { id, currentImage } = await sampleSession(house);
  const { turn: first } = await sayAndWait(house, id, 'hello');
  await sayAndWait(house, id, 'paint it');
  await house.conversations.operate(id, { kind: 'branch', image: currentImage?.id });
  const { turn } = await sayAndWait(house, id, 'paint it again');
  assert.deepEqual([turn.parentId, turn.imageVersionId], [first.id, currentImage?.id]);
  const { images } = await house.conversations.getSession(id);
  assert.deepEqual(images.map(({ parentId }) => parentId), [null, currentImage?.id, currentImage?.id]);
});

test('a session can go on behind any turn', async () => {
  const { id } = await sampleSession(house);
  const { turn: first } = await sayAndWait(house, id, 'paint it');
  await sayAndWait(house, id, 'paint it more');
  await house.conversations.operate(id, { kind: 'branch', turn: first.id });
  const { currentImage, headTurnId } = await house.conversations.getSession(id);
  assert.deepEqual([currentImage?.id, headTurnId], [first.edit?.resultId, first.id]);
  await refused(house.conversations.operate(id, { kind: 'branch', turn: randomUUID() }), 'turn-unknown', 404);
  await refused(house.conversations.operate(id, { kind: 'branch' }), 'request-invalid', 400);
  await refused(house.conversations.operate((await sampleSession(house)).id, { kind: 'branch', turn: first.id }), 'turn-unknown', 404);
});

test('an edited message begins a branch beside the first one', async () => {
  const { id, currentImage } = await sampleSession(house);
  const { turn: before } = await sayAndWait(house, id, 'hello');
  const { turn: first } = await sayAndWait(house, id, 'paint it red');
  await sayAndWait(house, id, 'and now?');
  const { turn } = await sayAndWait(house, id, { text: 'paint it blue', replaces: first.id });
  assert.deepEqual([turn.parentId, turn.imageVersionId, turn.replacesId], [before.id, currentImage?.id, first.id]);
  const { headTurnId, currentImage: now } = await house.conversations.getSession(id);
  assert.deepEqual([headTurnId, now?.id], [turn.id, turn.edit?.resultId]);
});

test('an edit is done again with another seed, both results stay', async () => {
  const { id } = await sampleSession(house);
  const { turn: find } = await sayAndWait(house, id, 'find ball');
  const { turn: first } = await sayAndWait(house, id, { text: 'paint it', masks: find.maskVersionIds, seed: 3, permitted: ['recolour'] });
  // What was meant then can be meant again, also when it was deleted since.
  await house.conversations.operate(id, { kind: 'mask-delete', mask: find.maskVersionIds[0] });
  const request = { id: randomUUID(), seed: 4 };
  const { id: again } = await house.conversations.redoTurn(first.id, request);
  for await (const _ of house.conversations.events(again));
  const turn = await house.conversations.redoTurn(first.id, request);
  assert.deepEqual([turn.id, turn.text, turn.prompts, turn.permitted, turn.seed, turn.replacesId], [request.id, first.text, first.prompts, ['recolour'], 4, first.id]);
  assert.deepEqual([turn.edit?.sourceId, turn.edit?.resultId === first.edit?.resultId], [first.edit?.sourceId, false]);
});

test('undoing a branch goes back to where the session was', async () => {
  const { id } = await sampleSession(house);
  const { turn: first } = await sayAndWait(house, id, 'paint it red');
  const { turn: last } = await sayAndWait(house, id, 'and now?');
  await sayAndWait(house, id, { text: 'hello', replaces: first.id });
  await house.conversations.operate(id, { kind: 'undo' });
  const { headTurnId, currentImage } = await house.conversations.getSession(id);
  assert.deepEqual([headTurnId, currentImage?.id], [last.id, first.edit?.resultId]);
});

test('a turn of another session cannot be replaced', async () => {
  const { turn } = await sayAndWait(house, (await sampleSession(house)).id, 'hello');
  await refused(house.conversations.say((await sampleSession(house)).id, { text: 'hello', replaces: turn.id }), 'turn-unknown', 404);
});
