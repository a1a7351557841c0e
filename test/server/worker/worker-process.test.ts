// A worker's life as a process: stopped, told to go, killed, orphaned.

import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { recoverTurns } from '../../../server/queue/recovery.ts';
import type { TurnQueue } from '../../../server/queue/turn-queue.ts';
import { notify } from '../../../server/store/notifications.ts';
import { type TemporaryQueue, temporaryQueue } from '../queue/temporary-queue.ts';
import { ended, logOf, logReaches, resultOf, say, startSession } from './sessions.ts';
import { type StartedWorker, startWorkerProcess } from './worker-process.ts';

let temporary: TemporaryQueue;
let queue: TurnQueue;
let worker: StartedWorker | undefined;
before(async () => {
  temporary = await temporaryQueue();
  ({ queue } = temporary);
});
after(async () => {
  worker?.child.kill('SIGKILL');
  await worker?.exited;
  await temporary.close();
});

/** Milliseconds the workers wait after every event. */
const stepPause = 300;

/** Starts a worker, or takes the one that runs. */
async function slowWorker(): Promise<StartedWorker> {
  worker ??= await startWorkerProcess({ DATABASE_URL: temporary.databaseUrl, FOCUS_DATA_DIR: temporary.dataFolder, FOCUS_STEP_PAUSE: String(stepPause) });
  assert.equal(worker.message.type, 'ready', worker.errors());
  return worker;
}

/** A turn of six steps that is in the middle of them. */
async function halfway(): Promise<{ sessionId: string; turnId: string }> {
  const sessionId = await startSession(temporary.store);
  const turnId = await say(temporary.store, queue, sessionId, { prompts: [{ kind: 'point', x: 60, y: 60, positive: true }] });
  await logReaches(temporary.store, turnId, 3);
  return { sessionId, turnId };
}

const turnOf = (id: string) => temporary.store.prisma.turn.findUniqueOrThrow({ where: { id } });

test('a turn that is stopped ends within a step and makes nothing', async () => {
  await slowWorker();
  const { store } = temporary;
  const { sessionId, turnId } = await halfway();
  const before = await logOf(store, turnId);
  await store.prisma.$transaction(async (transaction) => {
    await transaction.turn.update({ where: { id: turnId }, data: { stopRequested: true } });
    await notify(transaction, 'focus_stop', turnId);
  });
  const turn = await ended(store, turnId);
  const log = await logOf(store, turnId);
  assert.ok(log.length <= before.length + 2, 'one step and the end');
  assert.equal(turn.status, 'stopped');
  assert.deepEqual(turn.maskVersions, []);
  assert.deepEqual(log.at(-1), { type: 'turn-end', status: 'stopped' });
  assert.equal((await store.prisma.session.findUniqueOrThrow({ where: { id: sessionId } })).headTurnId, null);
});

test('a worker that is told to go gives its turn back uncounted and leaves no row', async () => {
  const { child, exited } = await slowWorker();
  const { turnId } = await halfway();
  child.kill('SIGTERM');
  assert.deepEqual(await exited, [0, null]);
  worker = undefined;
  const { status, attempt, workerId } = await turnOf(turnId);
  assert.deepEqual({ status, attempt, workerId }, { status: 'queued', attempt: 0, workerId: null });
  assert.equal(await temporary.store.prisma.worker.count(), 0);
  await temporary.store.prisma.turn.delete({ where: { id: turnId } });
});

test('a turn whose worker is killed is gone on with, without gap or repeat, to the same result', async () => {
  const { child, exited } = await slowWorker();
  const { store } = temporary;
  const { turnId } = await halfway();
  child.kill('SIGKILL');
  await exited;
  worker = undefined;
  const before = await logOf(store, turnId);
  assert.equal((await turnOf(turnId)).status, 'running');
  assert.equal(await recoverTurns(store, queue), 1);
  await slowWorker();
  const turn = await ended(store, turnId);
  assert.deepEqual([turn.status, turn.attempt], ['done', 2]);
  const log = await logOf(store, turnId);
  assert.deepEqual(log.slice(0, before.length), before);
  assert.ok(!log.some(({ type }) => type === 'turn-restart'));
  const undisturbed = await say(store, queue, await startSession(store), { prompts: [{ kind: 'point', x: 60, y: 60, positive: true }] });
  assert.deepEqual(await resultOf(store, turnId), await resultOf(store, undisturbed));
});

test('a worker whose parent dies goes too and gives its turn back', async () => {
  const { child, exited } = await slowWorker();
  const { turnId } = await halfway();
  child.disconnect();
  assert.deepEqual(await exited, [0, null]);
  worker = undefined;
  assert.equal((await turnOf(turnId)).status, 'queued');
});

test('a worker that cannot start tells its parent why in one line', async () => {
  const { message, errors, exited } = await startWorkerProcess({
    DATABASE_URL: temporary.databaseUrl, FOCUS_DATA_DIR: temporary.dataFolder, FOCUS_CHECKPOINT: `/nowhere/${randomUUID()}`,
  });
  assert.ok(message.type === 'failed');
  assert.equal(message.error.code, 'checkpoint-missing');
  assert.match(errors(), /^The worker cannot start: The model file \S+ cannot be read\..+\n$/);
  assert.deepEqual(await exited, [1, null]);
});

test('a worker without its database says so and ends', async () => {
  const { message, exited } = await startWorkerProcess({ DATABASE_URL: 'postgresql://focus@127.0.0.1:9/none', FOCUS_DATA_DIR: temporary.dataFolder });
  assert.ok(message.type === 'failed');
  assert.equal(message.error.code, 'database-unreachable');
  assert.deepEqual(await exited, [1, null]);
});
