// A message: stored and put into the queue in one transaction, so that what was acknowledged will be answered.

import { randomInt, randomUUID } from 'node:crypto';
import type { TurnQueue } from '../queue/turn-queue.ts';
import type { Prisma } from '../store/generated/client.ts';
import { notify } from '../store/notifications.ts';
import { lockSession } from '../store/operation-log.ts';
import type { Store, Transaction } from '../store/store.ts';
import { refuseWhileRunning } from './branch.ts';
import { refuseSetAside } from './set-aside.ts';
import type { TurnDocument } from './documents.ts';
import { checkSaid } from './prompt-check.ts';
import { checkReferences } from './references.ts';
import { refuse } from './refusals.ts';
import { isId, parseRequest, type RedoRequest, redoRequestSchema, type TurnRequest, turnRequestSchema } from './requests.ts';
import { turnDocument, type TurnRow, withTurn } from './session-document.ts';
import { getTurn } from './turns.ts';

/**
 * Adds a turn to the end of the session, or beside the one it replaces. The same `id` again gives the turn made the first time.
 * @throws InputError `session-unknown`, `turn-running`, `turn-id-taken`, `turn-unknown`, and those of prompt-check.ts and references.ts.
 */
export async function say(store: Store, queue: TurnQueue, sessionId: string, request: TurnRequest): Promise<TurnDocument> {
  const said = parseRequest(turnRequestSchema, request);
  if (!isId(sessionId)) throw refuse.unknown('session', sessionId);
  return store.prisma.$transaction(async (transaction) => {
    // Two tabs wait for each other here, so that the second one sees the turn of the first.
    if (!await lockSession(transaction, sessionId, store.owner)) throw refuse.unknown('session', sessionId);
    const before = said.id === undefined ? null : await transaction.turn.findUnique({ where: { id: said.id }, include: withTurn });
    if (before !== null) {
      if (before.sessionId !== sessionId || before.text !== said.text || before.replacesId !== (said.replaces ?? null)) throw refuse.turnIdTaken(before.id);
      return turnDocument(before);
    }
    const session = await transaction.session.findUniqueOrThrow({ where: { id: sessionId }, include: { currentImage: true } });
    await refuseWhileRunning(transaction, sessionId);
    const place = said.replaces === undefined
      ? { headTurnId: session.headTurnId, image: session.currentImage, known: [] as string[] }
      : await placeOfTurn(transaction, sessionId, said.replaces);
    checkSaid(said, place.image);
    refuseSetAside(place.image);
    await checkReferences(transaction, sessionId, place.image?.id ?? null, said.masks.filter((id) => !place.known.includes(id)));
    const turn = await storeTurn(transaction, { ...session, headTurnId: place.headTurnId, currentImageId: place.image?.id ?? null }, said);
    await queue.enqueue(transaction, turn.id);
    await notify(transaction, 'focus_session', sessionId);
    return turnDocument(turn);
  });
}

interface Place {
  headTurnId: string | null;
  image: { id: string; width: number; height: number; workerDeaths: number } | null;
  /** Mask versions that were meant there before: deleted ones too may be meant again. */
  known: string[];
}

/** Where a turn was said: behind its parent, about its picture. */
async function placeOfTurn(transaction: Transaction, sessionId: string, turnId: string): Promise<Place> {
  const turn = await transaction.turn.findUnique({ where: { id: turnId }, include: { imageVersion: true, prompts: true } });
  if (turn?.sessionId !== sessionId) throw refuse.unknown('turn', turnId);
  return { headTurnId: turn.parentId, image: turn.imageVersion, known: turn.prompts.flatMap(({ maskVersionId }) => maskVersionId ?? []) };
}

/** The message of a turn once more, with another seed, as a variant beside it. @throws InputError `turn-unknown`, and as `say`. */
export async function redoTurn(store: Store, queue: TurnQueue, turnId: string, request: RedoRequest): Promise<TurnDocument> {
  const { id, seed } = parseRequest(redoRequestSchema, request);
  const { sessionId, text, prompts, permitted } = await getTurn(store, turnId);
  const pointed = prompts.filter((prompt) => prompt.kind !== 'mask');
  const masks = prompts.flatMap((prompt) => (prompt.kind === 'mask' ? [prompt.maskVersionId] : []));
  return say(store, queue, sessionId, { id, text, prompts: pointed, masks, permitted: permitted as TurnRequest['permitted'], seed, replaces: turnId });
}

async function storeTurn(
  transaction: Transaction,
  session: { id: string; title: string; headTurnId: string | null; currentImageId: string | null },
  { id = randomUUID(), text, prompts, masks, permitted = [], seed = randomInt(2 ** 31), replaces }: ReturnType<typeof turnRequestSchema.parse>,
): Promise<TurnRow> {
  const pointed = prompts.map(({ kind, ...data }) => ({ kind, data: data as Prisma.JsonObject, maskVersionId: null }));
  const referenced = masks.map((maskVersionId) => ({ kind: 'mask', data: {}, maskVersionId }));
  const rows = [...pointed, ...referenced].map((prompt, position) => ({ position, ...prompt }));
  const turn = await transaction.turn.create({
    data: {
      id,
      sessionId: session.id,
      parentId: session.headTurnId,
      imageVersionId: session.currentImageId,
      text,
      permitted,
      seed,
      replacesId: replaces ?? null,
    },
  });
  if (rows.length > 0) await transaction.prompt.createMany({ data: rows.map((prompt) => ({ turnId: id, ...prompt })) });
  const title = session.title === '' ? titleFrom(text) : session.title;
  await transaction.session.update({ where: { id: session.id }, data: { title, updatedAt: new Date() } });
  // As it would be read back; reading takes four queries more.
  return { ...turn, prompts: rows.map((prompt) => ({ turnId: id, ...prompt })), maskVersions: [], edit: null };
}

/** The first words of a message, at most 60 characters. */
function titleFrom(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  if (line.length <= 60) return line;
  const cut = line.slice(0, 59);
  const lastSpace = cut.lastIndexOf(' ');
  return `${lastSpace > 30 ? cut.slice(0, lastSpace) : cut}…`;
}
