// A picture on which workers die is not tried for ever: after the second death it is set aside, with a sentence.

import type { ErrorDocument } from '../store/log-event.ts';
import type { Store, Transaction } from '../store/store.ts';

/** Deaths of workers after which a picture is not touched any more. */
export const deathsAllowed = 2;

/** A worker died of its work on this picture, and so it may on all that have the same bytes. */
export async function noteDeathOn({ prisma }: Pick<Store, 'prisma'>, imageVersionId: string): Promise<void> {
  const picture = await prisma.imageVersion.findUnique({ where: { id: imageVersionId }, select: { blob: true } });
  if (picture !== null) await prisma.imageVersion.updateMany({ where: picture, data: { workerDeaths: { increment: 1 } } });
}

/** How many died on pictures of these bytes. */
export async function deathsOn({ prisma }: Pick<Store, 'prisma'>, blob: string): Promise<number> {
  return (await prisma.imageVersion.aggregate({ where: { blob }, _max: { workerDeaths: true } }))._max.workerDeaths ?? 0;
}

/** Of the picture of a turn. */
export async function isSetAside(transaction: Transaction, turnId: string): Promise<boolean> {
  const turn = await transaction.turn.findUnique({ where: { id: turnId }, select: { imageVersion: { select: { workerDeaths: true } } } });
  return (turn?.imageVersion?.workerDeaths ?? 0) >= deathsAllowed;
}

export function pictureSetAside(): ErrorDocument {
  return {
    code: 'picture-set-aside',
    message: 'Twice the worker died of its work on this picture, so it was set aside.',
    status: 409,
    hint: 'Nothing else was lost. Open the picture in a smaller size, or go on from an earlier version; the reason is in the log of the server.',
  };
}
