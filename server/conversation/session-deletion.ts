// A deleted session can be had back for some days; then it is gone. The files of its pictures stay: others may share their bytes.

import { notify } from '../store/notifications.ts';
import type { Store } from '../store/store.ts';
import type { SessionDocument } from './documents.ts';
import { refuse } from './refusals.ts';
import { isId } from './requests.ts';
import { getSession } from './sessions.ts';

const daysKept = 7;

/** Deletes the session and stops what runs in it; what was deleted long ago is removed for good. */
export async function deleteSession(store: Store, id: string): Promise<void> {
  if (!isId(id)) throw refuse.unknown('session', id);
  await store.prisma.$transaction(async (transaction) => {
    const running = await transaction.turn.findMany({ where: { sessionId: id, status: { in: ['queued', 'running'] } }, select: { id: true } });
    // Turns before the session, as a worker holds them.
    await transaction.turn.updateMany({ where: { id: { in: running.map((turn) => turn.id) }, finishedAt: null }, data: { stopRequested: true } });
    const { count } = await transaction.session.updateMany({ where: { id, deletedAt: null }, data: { deletedAt: new Date() } });
    if (count === 0) throw refuse.unknown('session', id);
    // A link would show it again when it comes back.
    await transaction.share.deleteMany({ where: { sessionId: id } });
    for (const turn of running) await notify(transaction, 'focus_stop', turn.id);
    await notify(transaction, 'focus_session', id);
  });
  await store.prisma.session.deleteMany({ where: { deletedAt: { lt: new Date(Date.now() - daysKept * 86_400_000) } } });
}

/** A session that is there already stays as it is. @throws InputError `session-unknown`. */
export async function restoreSession(store: Store, id: string): Promise<SessionDocument> {
  if (!isId(id)) throw refuse.unknown('session', id);
  await store.prisma.$transaction(async (transaction) => {
    await transaction.session.updateMany({ where: { id, deletedAt: { not: null } }, data: { deletedAt: null } });
    await notify(transaction, 'focus_session', id);
  });
  return getSession(store, id);
}
