// A worker without a model: takes turns from the real queue and answers by the first word of the message, through the store
// as the real one does. wait, at any place: says one word, then nothing until it is stopped or released ·
// find NAME: a mask · paint …, or what may only be answered by an edit: an edit; where it is missing, and that may be said: none · ignore: leaves it queued · fail: a failed turn · restart: begins anew otherwise · no words: a wider mask,
// as a new version of the one referred to; a click alone may mean a part as well, which its choice 1 marks · anything else: one sentence.

import { randomUUID } from 'node:crypto';
import { pastePicture } from '../../../server/images/crop.ts';
import { pictureToPng } from '../../../server/images/export.ts';
import { readPicture } from '../../../server/images/intake.ts';
import { createPicture, type Picture } from '../../../server/images/picture.ts';
import { boxMask } from '../../../server/images/raster.ts';
import { encodeRle } from '../../../server/images/rle.ts';
import { openTurnQueue } from '../../../server/queue/turn-queue.ts';
import { appendEvents } from '../../../server/store/event-log.ts';
import type { LogEvent, TurnEndStatus } from '../../../server/store/log-event.ts';
import { notify } from '../../../server/store/notifications.ts';
import { lockSession, placeOf } from '../../../server/store/operation-log.ts';
import { openStore, type Store } from '../../../server/store/store.ts';
import { recordTurn } from '../../../server/store/turn-operation.ts';

export interface FakeWorker {
  id: string;
  /** Lets the turns that wait go on to their end. */
  release(): void;
  /** Adds events to a turn as its worker would. */
  add(turnId: string, ...events: LogEvent[]): Promise<void>;
  close(): Promise<void>;
}

const size = { width: 8, height: 6 };
/** The left half of the picture: columns 0 to 3. */
export const shape = { counts: '0h0h0', ...size, area: 24, box: { left: 0, top: 0, width: 4, height: 6 } };

/** One column more. */
export const wider = { ...shape, counts: encodeRle(boxMask(size.width, size.height, { ...shape.box, width: 5 })).counts, area: 30, box: { ...shape.box, width: 5 } };

/** The picture with a colour by the seed where `shape` is, or such a picture alone. */
async function painted(store: Store, imageId: string | null, seed: number): Promise<Picture> {
  const patch = createPicture(shape.box.width, shape.box.height, [seed % 256, 9, 9]);
  if (imageId === null) return createPicture(size.width, size.height, [seed % 256, 9, 9]);
  const { blob } = await store.prisma.imageVersion.findUniqueOrThrow({ where: { id: imageId } });
  return pastePicture(await readPicture(await store.blobs.get(blob)), patch, shape.box.left, shape.box.top);
}

export async function startFakeWorker(options: { databaseUrl: string; dataFolder: string }): Promise<FakeWorker> {
  const store = await openStore(options);
  const queue = await openTurnQueue({ databaseUrl: options.databaseUrl, store, role: 'worker' });
  const id = randomUUID();
  const probe = { provider: 'CPUExecutionProvider', milliseconds: 12 };
  await store.prisma.worker.create({ data: { id, pid: process.pid, host: 'test', address: 'http://127.0.0.1:9', token: 't', checkpoint: 'nano', marks: 'small', device: 'cpu', probe, heartbeatAt: new Date(Date.now() + 3_600_000) } });
  const waiting = new Map<string, (status: TurnEndStatus) => void>();
  const unsubscribe = store.notifications.subscribe('focus_stop', (turnId) => waiting.get(turnId)?.('stopped'));

  const add = (turnId: string, ...events: LogEvent[]): Promise<void> => store.prisma.$transaction(async (transaction) => {
    await appendEvents(transaction, turnId, await transaction.event.count({ where: { turnId } }), events);
  });

  const answer = async (turnId: string): Promise<void> => {
    const { text: said } = await store.prisma.turn.findUniqueOrThrow({ where: { id: turnId } });
    if (said === 'ignore') return;
    // Before it is seen to run, so that no stop is missed.
    const ended = /\bwait\b/.test(said) ? new Promise<TurnEndStatus>((end) => waiting.set(turnId, end)) : null;
    const { count } = await store.prisma.turn.updateMany({ where: { id: turnId, status: 'queued' }, data: { status: 'running', workerId: id, attempt: 1, startedAt: new Date() } });
    if (count === 0) return void waiting.delete(turnId);
    const turn = await store.prisma.turn.findUniqueOrThrow({ where: { id: turnId } });
    const { sessionId, imageVersionId } = turn;
    const [verb, ...rest] = turn.text.split(' ');
    await add(turnId, { type: 'turn-start' });
    let status: TurnEndStatus = 'done';
    if (ended !== null) {
      await add(turnId, { type: 'text-start' }, { type: 'text-delta', delta: 'Well' });
      status = await ended;
      waiting.delete(turnId);
    }
    const error = { code: 'test-failed', message: 'It failed.', status: 400, hint: 'Say something else.' };
    if (verb === 'fail') status = 'failed';
    if (verb === 'restart') await add(turnId, { type: 'text-start' }, { type: 'text-delta', delta: 'Wrong' }, { type: 'turn-restart' }, { type: 'turn-start' });
    const text = imageVersionId === null ? 'I drew a picture.' : `So you say: ${turn.text}`;
    if (status === 'done') await add(turnId, { type: 'text-start' }, { type: 'text-delta', delta: text.slice(0, 4) }, { type: 'text-delta', delta: text.slice(4) }, { type: 'text-end', text });
    const meant = verb === '' ? (await store.prisma.prompt.findFirst({ where: { turnId, kind: 'mask' }, include: { maskVersion: { include: { mask: true } } } }))?.maskVersion ?? null : null;
    const marks = verb === 'find' || verb === '';
    const clicks = verb === '' && meant === null ? await store.prisma.prompt.findMany({ where: { turnId, kind: 'point' } }) : [];
    const choice = clicks.length === 1 ? (clicks[0].data as { choice?: number }).choice ?? 0 : null;
    const meanings = [{ choice: 0, name: 'whole', score: 0.9, shape: wider }, { choice: 1, name: 'part', score: 0.4, shape }];
    const mask = { maskId: meant?.maskId ?? randomUUID(), versionId: randomUUID(), name: meant?.mask.name ?? rest.join(' '), score: 0.9, shape: verb === '' && choice !== 1 ? wider : shape };
    if (marks) await add(turnId, { type: 'mask-start', name: mask.name }, { type: 'mask-end', ...mask });
    if (choice !== null) await add(turnId, { type: 'mask-alternatives', alternatives: meanings.filter((each) => each.choice !== choice) });
    const nothing = turn.permitted.includes('none') && /\bmissing\b/.test(said);
    const asked = nothing ? undefined : turn.permitted.find((action) => ['remove', 'recolour', 'replace', 'background', 'generate'].includes(action));
    const paints = status === 'done' && (verb === 'paint' || asked !== undefined || imageVersionId === null);
    const picture = paints ? await painted(store, imageVersionId, turn.seed) : createPicture(1, 1, [0, 0, 0]);
    const [blob, pictureSize] = [paints ? await store.blobs.put(await pictureToPng(picture)) : '', { width: picture.width, height: picture.height }];
    await store.prisma.$transaction(async (transaction) => {
      const last: LogEvent[] = [{ type: 'turn-end', status, ...(status === 'failed' ? { error } : {}) }];
      const kind = imageVersionId === null ? 'draw' : asked ?? 'recolour';
      await lockSession(transaction, sessionId);
      const cameFrom = await placeOf(transaction, sessionId);
      let currentImageId = imageVersionId;
      if (paints) {
        const image = await transaction.imageVersion.create({ data: { sessionId, parentId: imageVersionId, source: kind === 'draw' ? 'draw' : 'edit', blob, ...pictureSize } });
        await transaction.edit.create({ data: { id: randomUUID(), turnId, kind, instruction: turn.text, sourceId: imageVersionId, resultId: image.id, region: encodeRle(boxMask(picture.width, picture.height, shape.box)).counts, changedPixels: 5, seed: turn.seed, paintedWidth: 8, paintedHeight: 6, milliseconds: 3 } });
        currentImageId = image.id;
        last.unshift({ type: 'edit-end', kind, imageId: image.id, ...pictureSize, changedPixels: 5, seed: turn.seed });
      }
      if (marks) {
        if (meant === null) await transaction.mask.create({ data: { id: mask.maskId, sessionId, imageVersionId: imageVersionId!, name: mask.name } });
        // An undone version keeps its number.
        const number = 1 + (await transaction.maskVersion.count({ where: { maskId: mask.maskId } }));
        await transaction.maskVersion.create({ data: { id: mask.versionId, maskId: mask.maskId, turnId, number, parentId: meant?.id, operation: meant === null ? 'segment' : 'refine', score: mask.score, ...mask.shape } });
      }
      await appendEvents(transaction, turnId, await transaction.event.count({ where: { turnId } }), last);
      await transaction.turn.update({ where: { id: turnId }, data: { status, answer: status === 'stopped' ? 'Well' : text, action: paints ? kind : marks ? 'segment' : nothing ? 'none' : 'answer', finishedAt: new Date(), error: status === 'failed' ? error : undefined } });
      if (status === 'done') {
        await transaction.session.update({ where: { id: sessionId }, data: { headTurnId: turnId, currentImageId } });
        const moved = currentImageId !== cameFrom.currentImageId || turn.parentId !== cameFrom.headTurnId;
        await recordTurn(transaction, sessionId, { operationId: randomUUID(), turnId, maskIds: marks && meant === null ? [mask.maskId] : [], refined: meant === null ? [] : [mask], cameFrom: moved ? cameFrom : null });
      }
      await notify(transaction, 'focus_session', sessionId);
    });
  };

  // Several at once, so that a test may leave one waiting.
  const answers = new Set<Promise<void>>();
  await queue.work(async (turnId) => void answers.add(answer(turnId)));
  const release = (): void => waiting.forEach((end) => end('done'));
  return {
    id, add, release,
    async close() {
      release();
      unsubscribe();
      await queue.close();
      await Promise.all(answers);
      await store.close();
    },
  };
}
