// A step through the history that was said in words: the same steps as the page's buttons, carried out with the turn that asked for them.

import type { SessionStep } from '../focus/intent/kinds.ts';
import { appendOperation, nextStep, type Patch, type Place, placeOf, takeStep } from '../store/operation-log.ts';
import type { Store, Transaction } from '../store/store.ts';
import type { Claim } from './claim.ts';
import { idOf } from './transcript.ts';

type Steps = Record<SessionStep, string | null>;

/** What each step would do now, in words; null where there is nothing to do. */
export async function possibleSteps({ prisma }: Store, sessionId: string, imageVersionId: string | null): Promise<Steps> {
  const [undo, redo] = [await nextStep(prisma, sessionId, 'undo'), await nextStep(prisma, sessionId, 'redo')];
  const named = async (step: typeof undo): Promise<string | null> => {
    if (step === null) return null;
    const { kind, turnId } = step.base;
    const turn = turnId === null ? null : await prisma.turn.findUnique({ where: { id: turnId }, select: { text: true } });
    return turn !== null && turn.text.trim() !== '' ? `“${turn.text.trim()}”` : kind === 'turn' ? 'what you pointed at' : kind.startsWith('mask-') ? 'the last change of a mask' : 'the move to another version';
  };
  const moved = imageVersionId !== null && (await firstPicture(prisma, imageVersionId)) !== imageVersionId;
  const marked = await prisma.mask.count({ where: { sessionId, deleted: false } });
  return { undo: await named(undo), redo: await named(redo), original: moved ? 'the original picture' : null, restart: moved || marked > 0 ? 'the original picture' : null };
}

/** Takes the step. The session must be held. Gives its place afterwards; null where there was nothing to do. */
export async function carryStep(transaction: Transaction, { turn }: Claim, step: SessionStep): Promise<Place | null> {
  const { sessionId } = turn;
  const id = idOf(turn.id, 'operation');
  if (step === 'undo' || step === 'redo') {
    const next = await nextStep(transaction, sessionId, step);
    if (next === null) return null;
    await takeStep(transaction, sessionId, step, next, { id });
    return placeOf(transaction, sessionId);
  }
  const session = await placeOf(transaction, sessionId);
  if (session.currentImageId === null) return null;
  const masks = step === 'restart' ? await transaction.mask.findMany({ where: { sessionId, deleted: false }, select: { id: true } }) : [];
  const place = { headTurnId: null, currentImageId: await firstPicture(transaction, session.currentImageId) };
  if (place.currentImageId === session.currentImageId && masks.length === 0) return null;
  const before: Patch = { session, ...(masks.length > 0 && { masks: Object.fromEntries(masks.map((mask) => [mask.id, { deleted: false }])) }) };
  await transaction.mask.updateMany({ where: { id: { in: masks.map((mask) => mask.id) } }, data: { deleted: true } });
  await transaction.session.update({ where: { id: sessionId }, data: place });
  await appendOperation(transaction, sessionId, { id, kind: 'branch', maskIds: masks.map((mask) => mask.id), before });
  return place;
}

/** The picture that a version came from in the end. */
async function firstPicture(transaction: Transaction, id: string): Promise<string> {
  const [row] = await transaction.$queryRaw<{ id: string }[]>`
    WITH RECURSIVE "line" AS (
      SELECT "id", "parent_id" FROM "image_version" WHERE "id" = ${id}::uuid
      UNION ALL SELECT i."id", i."parent_id" FROM "image_version" i JOIN "line" ON i."id" = "line"."parent_id"
    ) SELECT "id"::text FROM "line" WHERE "parent_id" IS NULL`;
  return row?.id ?? id;
}
