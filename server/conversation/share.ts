// A link by which anyone who has it may read a session and nothing else. What it shows has names of its own (picture-1, mask-2) in
// place of the ids by which a session can be changed.

import { randomBytes } from 'node:crypto';
import type { Store } from '../store/store.ts';
import type { SessionDocument, ShareDocument, SharedDocument } from './documents.ts';
import { readImage, type StoredPicture } from './images.ts';
import { refuse } from './refusals.ts';
import { getSession, requireSession } from './sessions.ts';

/** The link of the session, made at the first time. @throws InputError `session-unknown`. */
export async function share(store: Store, sessionId: string): Promise<ShareDocument> {
  await requireSession(store, sessionId);
  // Two who ask at once get the same one.
  await store.prisma.share.createMany({ data: [{ sessionId, token: randomBytes(24).toString('base64url') }], skipDuplicates: true });
  const link = await shareOf(store, sessionId);
  if (link === null) throw refuse.unknown('session', sessionId);
  return link;
}

export async function shareOf(store: Store, sessionId: string): Promise<ShareDocument | null> {
  await requireSession(store, sessionId);
  const row = await store.prisma.share.findUnique({ where: { sessionId } });
  return row && { token: row.token, createdAt: row.createdAt.toISOString() };
}

/** Takes the link back; the next one has another address. */
export async function unshare(store: Store, sessionId: string): Promise<void> {
  await requireSession(store, sessionId);
  await store.prisma.share.deleteMany({ where: { sessionId } });
}

/** @throws InputError `share-unknown`. */
export async function shared(store: Store, token: string): Promise<SharedDocument> {
  return withoutIds(await getSession(store, await sessionOf(store, token)));
}

/** A picture of a shared session by its name there. @throws InputError `share-unknown`, `image-unknown`. */
export async function sharedPicture(store: Store, token: string, name: string): Promise<StoredPicture> {
  const sessionId = await sessionOf(store, token);
  const images = await store.prisma.imageVersion.findMany({ where: { sessionId }, orderBy: [{ createdAt: 'asc' }, { id: 'asc' }], select: { id: true } });
  const image = images.find((_, index) => name === `picture-${index + 1}`);
  if (image === undefined) throw refuse.unknown('image', name);
  return readImage(store, image.id);
}

async function sessionOf({ prisma }: Store, token: string): Promise<string> {
  const row = /^[\w-]{32}$/.test(token) ? await prisma.share.findFirst({ where: { token, session: { deletedAt: null } } }) : null;
  if (row === null) throw refuse.shareUnknown();
  return row.sessionId;
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** Where people's own words stand, which may look like anything. */
const words = new Set(['title', 'text', 'answer', 'name', 'instruction', 'message']);

function withoutIds({ operations, undo, redo, ...session }: SessionDocument): SharedDocument {
  const names = new Map([[session.id, 'session']]);
  session.images.forEach(({ id, adjustment }, index) => {
    names.set(id, `picture-${index + 1}`);
    if (adjustment !== undefined) names.set(adjustment.id, `adjustment-${index + 1}`);
  });
  session.turns.forEach(({ id, edit }, index) => {
    names.set(id, `turn-${index + 1}`);
    if (edit !== null) names.set(edit.id, `edit-${index + 1}`);
  });
  session.masks.forEach(({ id, versions }, index) => {
    names.set(id, `mask-${index + 1}`);
    for (const version of versions) names.set(version.id, `mask-${index + 1}-version-${version.number}`);
  });
  return JSON.parse(JSON.stringify(session), (key, value: unknown) =>
    typeof value === 'string' && !words.has(key) && uuid.test(value) ? names.get(value) ?? 'gone' : value) as SharedDocument;
}
