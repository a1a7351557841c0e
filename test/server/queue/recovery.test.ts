import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { hostname } from 'node:os';
import { after, before, test } from 'node:test';
import { askWorker } from '../../../server/queue/direct-lane.ts';
import { FocusError } from '../../../server/errors.ts';
import { refuseSetAside } from '../../../server/conversation/set-aside.ts';
import { deathsOn, noteDeathOn } from '../../../server/queue/set-aside.ts';
import { claimTurn } from '../../../server/worker/claim.ts';
import { recoverTurns } from '../../../server/queue/recovery.ts';
import type { TurnQueue } from '../../../server/queue/turn-queue.ts';
import { type TemporaryQueue, temporaryQueue } from './temporary-queue.ts';
import { logOf, say, startSession } from '../worker/sessions.ts';

let temporary: TemporaryQueue;
let queue: TurnQueue;
before(async () => {
  temporary = await temporaryQueue();
  ({ queue } = temporary);
});
after(() => temporary.close());

async function worker(about: { pid?: number; secondsAgo?: number; address?: string } = {}): Promise<string> {
  const { pid = process.pid, secondsAgo = 0, address = 'http://127.0.0.1:9' } = about;
  const id = randomUUID();
  const heartbeatAt = new Date(Date.now() - secondsAgo * 1000);
  await temporary.store.prisma.worker.create({
    data: { id, pid, host: hostname(), address, token: 't', checkpoint: 'nano', device: 'cpu', probe: {}, heartbeatAt },
  });
  return id;
}

/** A turn that a worker has taken up so many times. */
async function running(workerId: string, attempt = 1): Promise<string> {
  const { store } = temporary;
  const id = await say(store, queue, await startSession(store, null), { text: 'a red ball' });
  await store.prisma.turn.update({ where: { id }, data: { status: 'running', workerId, attempt } });
  return id;
}

const turn = (id: string) => temporary.store.prisma.turn.findUniqueOrThrow({ where: { id } });

test('a turn of a living worker is left alone', async () => {
  const id = await running(await worker());
  assert.equal(await recoverTurns(temporary.store, queue), 0);
  assert.equal((await turn(id)).status, 'running');
});

test('turns of a worker that is said to be dead are queued again, and it is forgotten', async () => {
  const dead = await worker();
  const id = await running(dead);
  assert.equal(await recoverTurns(temporary.store, queue, [dead]), 1);
  const { status, attempt, workerId } = await turn(id);
  assert.deepEqual({ status, attempt, workerId }, { status: 'queued', attempt: 1, workerId: null });
  assert.equal(await temporary.store.prisma.worker.findUnique({ where: { id: dead } }), null);
});

test('turns of a worker without a heartbeat are queued again', async () => {
  const id = await running(await worker({ secondsAgo: 20 }));
  assert.equal(await recoverTurns(temporary.store, queue), 1);
  assert.equal((await turn(id)).status, 'queued');
});

test('turns of a worker whose process is gone are queued again', async () => {
  const gone = spawn('true');
  await once(gone, 'exit');
  const id = await running(await worker({ pid: gone.pid }));
  assert.equal(await recoverTurns(temporary.store, queue), 1);
  assert.equal((await turn(id)).status, 'queued');
});

test('a turn on which two workers died fails and says so', async () => {
  const id = await running(randomUUID(), 2);
  assert.equal(await recoverTurns(temporary.store, queue), 1);
  const { status, error, finishedAt } = await turn(id);
  assert.equal(status, 'failed');
  assert.match((error as { message: string }).message, /^The worker died twice on this message/);
  assert.ok(finishedAt);
  assert.deepEqual(await logOf(temporary.store, id), [{ type: 'turn-start' }, { type: 'turn-end', status: 'failed', error }]);
});

test('a picture on which two workers died is set aside: its turn ends with a sentence, and so do all pictures of its bytes', async () => {
  const { store } = temporary;
  const sessionId = await startSession(store);
  const { currentImageId } = await store.prisma.session.findUniqueOrThrow({ where: { id: sessionId } });
  const id = await say(store, queue, sessionId, { text: 'a red ball' });
  const twin = await startSession(store);
  await noteDeathOn(store, currentImageId!);
  await store.prisma.turn.update({ where: { id }, data: { status: 'running', workerId: randomUUID(), attempt: 1 } });
  await recoverTurns(store, queue);
  assert.equal((await turn(id)).status, 'queued');
  await noteDeathOn(store, currentImageId!);
  await store.prisma.turn.update({ where: { id }, data: { status: 'running', workerId: randomUUID(), attempt: 2 } });
  await recoverTurns(store, queue);
  const { status, error } = await turn(id);
  assert.deepEqual([status, (error as { code: string }).code], ['failed', 'picture-set-aside']);
  const { currentImage } = await store.prisma.session.findUniqueOrThrow({ where: { id: twin }, include: { currentImage: true } });
  assert.equal(await deathsOn(store, currentImage!.blob), 2);
  assert.throws(() => refuseSetAside(currentImage), (thrown) => FocusError.isInstance(thrown) && thrown.code === 'picture-set-aside' && thrown.status === 409);
  // Not tried a third time: a worker that gets it ends it.
  const third = await say(store, queue, twin, { text: 'a red ball' });
  assert.equal(await claimTurn(store, third, await worker()), null);
  assert.equal((await turn(third)).status, 'failed');
  await store.prisma.imageVersion.updateMany({ data: { workerDeaths: 0 } });
});

test('without a worker the direct lane says so', async () => {
  await temporary.store.prisma.worker.deleteMany();
  await worker({ secondsAgo: 20 });
  await assert.rejects(askWorker(temporary.store, '/probe', {}), { code: 'no-worker', status: 503 });
});

test('a worker that does not answer counts as none', async () => {
  await worker();
  await assert.rejects(askWorker(temporary.store, '/probe', {}), { code: 'no-worker' });
});
