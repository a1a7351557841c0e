// Sessions as a whole: begun, listed, read, named, deleted.

import { InputError } from '../errors.ts';
import { notify } from '../store/notifications.ts';
import type { Store, Transaction } from '../store/store.ts';
import type { SessionDocument, SessionListDocument, SessionSummary } from './documents.ts';
import { refuse } from './refusals.ts';
import {
  isId,
  type ListRequest,
  listRequestSchema,
  parseRequest,
  type SessionRequest,
  sessionRequestSchema,
  type TitleRequest,
  titleRequestSchema,
} from './requests.ts';
import { addSample } from './samples.ts';
import { imageDocument, sessionDocument, withHistory } from './session-document.ts';

/** A session with an uploaded picture, a sample, or nothing (its first message then describes a picture to draw). */
export async function createSession(store: Store, samples: string, request: SessionRequest): Promise<SessionDocument> {
  const { imageId, sample, title = '' } = parseRequest(sessionRequestSchema, request);
  const pictureId = sample === undefined ? imageId : await addSample(store, samples, sample);
  const id = await store.prisma.$transaction(async (transaction) => {
    const session = await transaction.session.create({ data: { title } });
    if (pictureId === undefined) return session.id;
    const currentImageId = await takeImage(transaction, pictureId, session.id);
    await transaction.session.update({ where: { id: session.id }, data: { currentImageId } });
    return session.id;
  });
  return getSession(store, id);
}

/** The picture's own row when it is free; when another session has it, a new root with the same bytes. */
async function takeImage(transaction: Transaction, imageId: string, sessionId: string): Promise<string> {
  const { count } = await transaction.imageVersion.updateMany({ where: { id: imageId, sessionId: null }, data: { sessionId } });
  if (count === 1) return imageId;
  const row = await transaction.imageVersion.findUnique({ where: { id: imageId } });
  if (row === null) throw refuse.unknown('image', imageId);
  const source = row.source === 'sample' ? 'sample' : 'upload';
  const { name, blob, width, height } = row;
  return (await transaction.imageVersion.create({ data: { sessionId, source, name, blob, width, height } })).id;
}

/** The whole history, as it was at one moment. */
export async function getSession(store: Store, id: string): Promise<SessionDocument> {
  if (!isId(id)) throw refuse.unknown('session', id);
  const row = await store.prisma.$transaction(
    (transaction) => transaction.session.findUnique({ where: { id }, include: withHistory }),
    { isolationLevel: 'RepeatableRead' },
  );
  if (row === null) throw refuse.unknown('session', id);
  return sessionDocument(row);
}

/** @throws InputError `session-unknown`. */
export async function requireSession(store: Store, id: string): Promise<void> {
  const row = isId(id) ? await store.prisma.session.findUnique({ where: { id }, select: { id: true } }) : null;
  if (row === null) throw refuse.unknown('session', id);
}

/** Last changed first. */
export async function listSessions(store: Store, request: ListRequest = {}): Promise<SessionListDocument> {
  const { limit, before } = parseRequest(listRequestSchema, request);
  const rows = await store.prisma.session.findMany({
    where: before === undefined ? {} : olderThan(before),
    orderBy: [{ updatedAt: 'desc' }, { id: 'desc' }],
    take: limit + 1,
    include: { currentImage: true, _count: { select: { turns: true } } },
  });
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  const sessions = page.map((row): SessionSummary => ({
    id: row.id,
    title: row.title,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
    turns: row._count.turns,
    currentImage: row.currentImage === null ? null : imageDocument(row.currentImage),
  }));
  return { sessions, next: rows.length > limit && last !== undefined ? `${last.updatedAt.getTime()}_${last.id}` : null };
}

function olderThan(cursor: string): object {
  const [time, id = ''] = cursor.split('_');
  const updatedAt = new Date(Number(time));
  if (!/^\d{1,15}$/.test(time) || Number.isNaN(updatedAt.getTime()) || !isId(id)) {
    throw new InputError({
      code: 'request-invalid',
      message: '"before" is not the "next" of a page.',
      hint: 'Take it from the answer before, or leave it out for the first page.',
    });
  }
  return { OR: [{ updatedAt: { lt: updatedAt } }, { updatedAt, id: { lt: id } }] };
}

export async function renameSession(store: Store, id: string, request: TitleRequest): Promise<SessionDocument> {
  const { title } = parseRequest(titleRequestSchema, request);
  if (!isId(id)) throw refuse.unknown('session', id);
  await store.prisma.$transaction(async (transaction) => {
    const { count } = await transaction.session.updateMany({ where: { id }, data: { title } });
    if (count === 0) throw refuse.unknown('session', id);
    await notify(transaction, 'focus_session', id);
  });
  return getSession(store, id);
}

/** Deletes the session and everything in it. The files of its pictures stay: others may share their bytes. */
export async function deleteSession(store: Store, id: string): Promise<void> {
  if (!isId(id)) throw refuse.unknown('session', id);
  await store.prisma.$transaction(async (transaction) => {
    const running = await transaction.turn.findMany({ where: { sessionId: id, status: 'running' }, select: { id: true } });
    const { count } = await transaction.session.deleteMany({ where: { id } });
    if (count === 0) throw refuse.unknown('session', id);
    // The worker would find its writes refused at the end; this spares it the work.
    for (const turn of running) await notify(transaction, 'focus_stop', turn.id);
    await notify(transaction, 'focus_session', id);
  });
}
