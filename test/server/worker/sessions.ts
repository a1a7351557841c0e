// Sessions and turns as the conversation stores them, for tests of the worker alone.

import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { pictureToPng } from '../../../server/images/export.ts';
import { readPicture } from '../../../server/images/intake.ts';
import { boxMask } from '../../../server/images/raster.ts';
import type { PointedPrompt } from '../../../server/queue/direct-lane.ts';
import type { TurnQueue } from '../../../server/queue/turn-queue.ts';
import { readEvents } from '../../../server/store/event-log.ts';
import type { LogEvent } from '../../../server/store/log-event.ts';
import { shapeOf } from '../../../server/store/mask-shape.ts';
import type { Store } from '../../../server/store/store.ts';

export const sample = new URL('../../../samples/balls-on-wood.png', import.meta.url);

/** A session about the sample picture, or without one. */
export async function startSession(store: Store, picture: URL | null = sample): Promise<string> {
  const session = await store.prisma.session.create({ data: {} });
  if (picture === null) return session.id;
  const read = await readPicture(new Uint8Array(await readFile(picture)));
  const { width, height } = read;
  const blob = await store.blobs.put(await pictureToPng(read));
  const image = await store.prisma.imageVersion.create({ data: { sessionId: session.id, source: 'sample', blob, width, height } });
  await store.prisma.session.update({ where: { id: session.id }, data: { currentImageId: image.id } });
  return session.id;
}

export interface Message {
  text?: string;
  prompts?: PointedPrompt[];
  /** Mask versions referred to. */
  masks?: string[];
  seed?: number;
  id?: string;
  permitted?: string[];
}

/** A mask made by hand, a bar of the picture; gives the id of its version. */
export async function drawMask({ prisma }: Store, { maskId = randomUUID(), ...mask }: { sessionId: string; imageVersionId: string; name: string; maskId?: string }): Promise<string> {
  const shape = shapeOf(boxMask(128, 128, { left: 30, top: 110, width: 40, height: 6 }));
  const number = (await prisma.maskVersion.count({ where: { maskId } })) + 1;
  if (number === 1) await prisma.mask.create({ data: { id: maskId, ...mask } });
  return (await prisma.maskVersion.create({ data: { id: randomUUID(), maskId, number, operation: 'draw', score: 1, ...shape } })).id;
}

/** Stores a turn behind the head of the session and queues it. */
export async function say(store: Store, queue: TurnQueue, sessionId: string, message: Message): Promise<string> {
  const { text = '', prompts = [], masks = [], seed = 7, id = randomUUID(), permitted = [] } = message;
  await store.prisma.$transaction(async (transaction) => {
    const session = await transaction.session.findUniqueOrThrow({ where: { id: sessionId } });
    const rows = [
      ...prompts.map(({ kind, ...data }) => ({ kind, data: data as object, maskVersionId: null })),
      ...masks.map((maskVersionId) => ({ kind: 'mask', data: {}, maskVersionId })),
    ];
    await transaction.turn.create({
      data: {
        id, sessionId, text, seed, permitted, parentId: session.headTurnId, imageVersionId: session.currentImageId,
        prompts: { create: rows.map((row, position) => ({ ...row, position })) },
      },
    });
    await queue.enqueue(transaction, id);
  });
  return id;
}

const patience = 60_000;

export async function eventually<Value>(look: () => Promise<Value | null | undefined | false>, what: string): Promise<Value> {
  for (const end = Date.now() + patience; Date.now() < end; await sleep(15)) {
    const value = await look();
    if (value !== null && value !== undefined && value !== false) return value;
  }
  throw new Error(`Waited in vain for ${what}.`);
}

/** The turn with all it made, once it has ended. */
export async function ended(store: Store, turnId: string) {
  return eventually(async () => {
    const include = { maskVersions: { include: { mask: true }, orderBy: { createdAt: 'asc' as const } }, edit: { include: { result: true } } };
    const turn = await store.prisma.turn.findUniqueOrThrow({ where: { id: turnId }, include });
    return turn.finishedAt !== null && turn;
  }, `the end of turn ${turnId}`);
}

/** The log of a turn; fails where seq has a gap. */
export async function logOf(store: Store, turnId: string): Promise<LogEvent[]> {
  const events = await readEvents(store.prisma, turnId);
  events.forEach(({ seq }, index) => {
    if (seq !== index + 1) throw new Error(`Event ${index + 1} of turn ${turnId} has seq ${seq}.`);
  });
  return events.map(({ event }) => event);
}

export async function logReaches(store: Store, turnId: string, length: number): Promise<void> {
  await eventually(async () => (await store.prisma.event.count({ where: { turnId } })) >= length, `${length} events of turn ${turnId}`);
}

/** What a turn gave, without the ids, which hang on the turn's own. */
export async function resultOf(store: Store, turnId: string): Promise<object> {
  const { status, action, answer, modelAnswer, maskVersions, edit } = await ended(store, turnId);
  const events = (await logOf(store, turnId)).map((event) => ({ ...event, maskId: undefined, versionId: undefined, imageId: undefined }));
  return {
    status, action, answer, modelAnswer, events,
    masks: maskVersions.map(({ counts, score, number, operation, mask: { name } }) => ({ counts, score, number, operation, name })),
    edit: edit && { kind: edit.kind, region: edit.region, changedPixels: edit.changedPixels, blob: edit.result.blob },
  };
}
