// Sessions as a whole: begun, listed, read, named.

import { randomUUID } from 'node:crypto';
import { InputError } from '../errors.ts';
import { notify } from '../store/notifications.ts';
import type { Store, Transaction } from '../store/store.ts';
import type { SessionDocument, SessionListDocument, SessionSummary } from './documents.ts';
import { standing } from './operation-document.ts';
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
import { holding, matchesOf, wordsOf } from './search.ts';
import { imageDocument, sessionDocument, withHistory } from './session-document.ts';

/**
 * A session with an uploaded picture, a sample, or nothing (its first message then describes a picture to draw). The same `id`
 * again gives the session made the first time.
 */
export async function createSession(store: Store, samples: string, request: SessionRequest): Promise<SessionDocument> {
  const { id: given, imageId, sample, title = '' } = parseRequest(sessionRequestSchema, request);
  if (given !== undefined && await store.prisma.session.findUnique({ where: { id: given } }) !== null) return getSession(store, given);
  const pictureId = sample === undefined ? imageId : await addSample(store, samples, sample);
  const id = await store.prisma.$transaction(async (transaction) => {
    const sessionId = given ?? randomUUID();
    const { count } = await transaction.session.createMany({ data: [{ id: sessionId, title }], skipDuplicates: true });
    if (count > 0) await notify(transaction, 'focus_session', sessionId);
    if (count === 0 || pictureId === undefined) return sessionId;
    const currentImageId = await takeImage(transaction, pictureId, sessionId);
    await transaction.session.update({ where: { id: sessionId }, data: { currentImageId } });
    return sessionId;
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
  const { name, blob, width, height, notes, workerDeaths } = row;
  return (await transaction.imageVersion.create({ data: { sessionId, source, name, blob, width, height, notes, workerDeaths } })).id;
}

/** The whole history, as it was at one moment. */
export async function getSession(store: Store, id: string): Promise<SessionDocument> {
  if (!isId(id)) throw refuse.unknown('session', id);
  const row = await store.prisma.session.findUnique({ where: { id, deletedAt: null }, include: withHistory });
  if (row === null) throw refuse.unknown('session', id);
  return sessionDocument(row, await standing(store.prisma, row.operations[0]));
}

/** @throws InputError `session-unknown`. */
export async function requireSession(store: Store, id: string): Promise<void> {
  const row = isId(id) ? await store.prisma.session.findUnique({ where: { id, deletedAt: null }, select: { id: true } }) : null;
  if (row === null) throw refuse.unknown('session', id);
}

/** Last changed first. */
export async function listSessions(store: Store, request: ListRequest = {}): Promise<SessionListDocument> {
  const { limit, before, search = '' } = parseRequest(listRequestSchema, request);
  const words = wordsOf(search);
  const rows = await store.prisma.session.findMany({
    where: { deletedAt: null, AND: [before === undefined ? {} : olderThan(before), holding(words)] },
    orderBy: [{ updatedAt: 'desc' }, { id: 'desc' }],
    take: limit + 1,
    include: { currentImage: true, _count: { select: { turns: true } } },
  });
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  const matches = await matchesOf(store, page.map(({ id }) => id), words);
  const sessions = page.map((row): SessionSummary => ({
    id: row.id,
    title: row.title,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
    turns: row._count.turns,
    currentImage: row.currentImage === null ? null : imageDocument(row.currentImage),
    match: matches.get(row.id) ?? null,
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
    const { count } = await transaction.session.updateMany({ where: { id, deletedAt: null }, data: { title } });
    if (count === 0) throw refuse.unknown('session', id);
    await notify(transaction, 'focus_session', id);
  });
  return getSession(store, id);
}
