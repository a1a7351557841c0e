import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import type { TurnQueue } from '../../../server/queue/turn-queue.ts';
import type { LogEvent } from '../../../server/store/log-event.ts';
import { Abandoned, type Claim, claimTurn, returnTurn } from '../../../server/worker/claim.ts';
import { openEventWriter } from '../../../server/worker/event-writer.ts';
import { type TemporaryQueue, temporaryQueue } from '../queue/temporary-queue.ts';
import { logOf, say, startSession } from './sessions.ts';

let temporary: TemporaryQueue;
let queue: TurnQueue;
before(async () => {
  temporary = await temporaryQueue();
  ({ queue } = temporary);
});
after(() => temporary.close());

async function claimed(turnId: string, workerId: string = randomUUID()): Promise<Claim> {
  const claim = await claimTurn(temporary.store, turnId, workerId);
  assert.ok(claim);
  return claim;
}
const newTurn = async () => say(temporary.store, queue, await startSession(temporary.store, null), { text: 'a ball' });

const delta = (text: string): LogEvent => ({ type: 'text-delta', delta: text });
const write = async (claim: Claim, events: LogEvent[]): Promise<void> => {
  const writer = openEventWriter(temporary.store, claim);
  for (const event of events) await writer.add(event);
  await writer.close();
};

test('a claim begins the log', async () => {
  const turnId = await newTurn();
  const { attempt, logged } = await claimed(turnId);
  assert.equal(attempt, 1);
  assert.deepEqual(logged, [{ type: 'turn-start' }]);
  assert.deepEqual(await logOf(temporary.store, turnId), logged);
});

test('a second attempt that says the same writes only what is new', async () => {
  const turnId = await newTurn();
  await write(await claimed(turnId), [{ type: 'text-start' }, delta('one')]);
  await write(await claimed(turnId), [{ type: 'text-start' }, delta('one'), delta('two')]);
  assert.deepEqual(await logOf(temporary.store, turnId), [{ type: 'turn-start' }, { type: 'text-start' }, delta('one'), delta('two')]);
});

test('a second attempt that says something else begins anew', async () => {
  const turnId = await newTurn();
  await write(await claimed(turnId), [{ type: 'text-start' }, delta('one')]);
  await write(await claimed(turnId), [{ type: 'text-start' }, delta('other')]);
  const anew: LogEvent[] = [{ type: 'turn-restart' }, { type: 'turn-start' }, { type: 'text-start' }, delta('other')];
  assert.deepEqual(await logOf(temporary.store, turnId), [{ type: 'turn-start' }, { type: 'text-start' }, delta('one'), ...anew]);
});

test('a late write of an older attempt is refused', async () => {
  const turnId = await newTurn();
  const old = openEventWriter(temporary.store, await claimed(turnId));
  await old.add(delta('one'));
  await claimed(turnId);
  await assert.rejects(old.add(delta('two')), Abandoned);
  await assert.rejects(temporary.store.prisma.$transaction((transaction) => old.finish(transaction, [{ type: 'turn-end', status: 'done' }])));
  assert.deepEqual(await logOf(temporary.store, turnId), [{ type: 'turn-start' }, delta('one')]);
});

test('events that are not urgent are written soon, and before those that follow', async () => {
  const turnId = await newTurn();
  const writer = openEventWriter(temporary.store, await claimed(turnId));
  const progress: LogEvent = { type: 'edit-progress', step: 1, of: 2 };
  await writer.add(progress);
  await writer.add({ type: 'text-start' });
  await writer.close();
  assert.deepEqual(await logOf(temporary.store, turnId), [{ type: 'turn-start' }, progress, { type: 'text-start' }]);
});

test('a turn that a living worker runs cannot be claimed by another', async () => {
  const turnId = await newTurn();
  const id = randomUUID();
  await temporary.store.prisma.worker.create({
    data: { id, pid: process.pid, host: 'here', address: '', token: '', checkpoint: 'nano', device: 'cpu', probe: {} },
  });
  await claimed(turnId, id);
  assert.equal(await claimTurn(temporary.store, turnId, randomUUID()), null);
});

test('a turn that was given back counts no attempt, and who gave it back cannot write', async () => {
  const turnId = await newTurn();
  const claim = await claimed(turnId);
  const old = openEventWriter(temporary.store, claim);
  await returnTurn(temporary.store, queue, claim);
  assert.equal((await claimed(turnId)).attempt, 1);
  await assert.rejects(old.add(delta('late')), Abandoned);
});

test('a turn that killed two workers is not taken up a third time', async () => {
  const turnId = await newTurn();
  await claimed(turnId);
  await claimed(turnId);
  assert.equal(await claimTurn(temporary.store, turnId, randomUUID()), null);
  const { status, error } = await temporary.store.prisma.turn.findUniqueOrThrow({ where: { id: turnId } });
  assert.equal(status, 'failed');
  assert.equal((error as { code: string }).code, 'worker-died-twice');
});

test('a turn that is gone is nobody\'s to claim', async () => {
  assert.equal(await claimTurn(temporary.store, randomUUID(), randomUUID()), null);
});
