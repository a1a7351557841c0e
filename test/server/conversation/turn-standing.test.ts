import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openStore } from '../../../server/store/store.ts';
import { type House, openHouse } from './house.ts';

let house: House;
before(async () => { house = await openHouse(); });
after(() => house.close());

test('an open turn tells how long it will still take, once turns of its kind were measured', async () => {
  const store = await openStore(house);
  const { id: sessionId } = await house.conversations.createSession({});
  const measured = { sessionId, text: 'a ball', seed: 1, status: 'done', action: 'draw', attempt: 1, startedAt: new Date('2026-01-01T00:00:00Z'), finishedAt: new Date('2026-01-01T00:01:40Z') };
  const left = async (id: string) => (await house.conversations.getTurn(id)).secondsLeft;
  // The worker of this house lets both be.
  const { id: first } = await house.conversations.say(sessionId, { text: 'ignore' });
  const { id: second } = await house.conversations.say((await house.conversations.createSession({})).id, { text: 'ignore' });
  assert.equal(await left(first), undefined);
  await store.prisma.turn.createMany({ data: Array(3).fill(measured) });
  assert.deepEqual([await left(first), await left(second)], [100, 200]);
  await store.prisma.turn.update({ where: { id: first }, data: { status: 'running', workerId: house.worker.id, startedAt: new Date(Date.now() - 60_000) } });
  const [mine, next] = [await left(first), await left(second)];
  assert.ok(mine !== undefined && next !== undefined && mine <= 40 && mine >= 30 && next - mine >= 99 && next - mine <= 101, `${mine}, ${next}`);
  await store.prisma.turn.update({ where: { id: first }, data: { startedAt: new Date(Date.now() - 101_000) } });
  assert.deepEqual([await left(first), await left(second)], [undefined, undefined]);
  for (const id of [first, second]) await house.conversations.stop(id);
  await store.prisma.turn.update({ where: { id: first }, data: { status: 'stopped' } });
  assert.equal(await left(second), undefined);
  await store.close();
});
