// A message: stored and put into the queue in one transaction, so that what was acknowledged will be answered.

import { randomInt, randomUUID } from 'node:crypto';
import type { TurnQueue } from '../queue/turn-queue.ts';
import type { Prisma } from '../store/generated/client.ts';
import { notify } from '../store/notifications.ts';
import type { Store, Transaction } from '../store/store.ts';
import type { TurnDocument } from './documents.ts';
import { checkSaid } from './prompt-check.ts';
import { checkReferences } from './references.ts';
import { refuse } from './refusals.ts';
import { isId, parseRequest, type TurnRequest, turnRequestSchema } from './requests.ts';
import { turnDocument, type TurnRow, withTurn } from './session-document.ts';

/**
 * Adds a turn to the end of the session. The same `id` again gives the turn made the first time.
 * @throws InputError `session-unknown`, `turn-running`, `turn-id-taken`, and those of prompt-check.ts and references.ts.
 */
export async function say(store: Store, queue: TurnQueue, sessionId: string, request: TurnRequest): Promise<TurnDocument> {
  const said = parseRequest(turnRequestSchema, request);
  if (!isId(sessionId)) throw refuse.unknown('session', sessionId);
  return store.prisma.$transaction(async (transaction) => {
    // Two tabs wait for each other here, so that the second one sees the turn of the first.
    const locked = await transaction.$queryRaw<unknown[]>`SELECT 1 FROM "session" WHERE "id" = ${sessionId}::uuid FOR UPDATE`;
    if (locked.length === 0) throw refuse.unknown('session', sessionId);
    const before = said.id === undefined ? null : await transaction.turn.findUnique({ where: { id: said.id }, include: withTurn });
    if (before !== null) {
      if (before.sessionId !== sessionId || before.text !== said.text) throw refuse.turnIdTaken(before.id);
      return turnDocument(before);
    }
    const session = await transaction.session.findUniqueOrThrow({ where: { id: sessionId }, include: { currentImage: true } });
    const open = await transaction.turn.findFirst({ where: { sessionId, status: { in: ['queued', 'running'] } }, select: { id: true } });
    if (open !== null) throw refuse.turnRunning(open.id);
    checkSaid(said, session.currentImage);
    await checkReferences(transaction, sessionId, session.currentImageId, said.masks);
    const turn = await storeTurn(transaction, session, said);
    await queue.enqueue(transaction, turn.id);
    await notify(transaction, 'focus_session', sessionId);
    return turnDocument(turn);
  });
}

async function storeTurn(
  transaction: Transaction,
  session: { id: string; title: string; headTurnId: string | null; currentImageId: string | null },
  { id = randomUUID(), text, prompts, masks, seed = randomInt(2 ** 31) }: ReturnType<typeof turnRequestSchema.parse>,
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
      seed,
      prompts: { createMany: { data: rows } },
    },
  });
  const title = session.title === '' ? titleFrom(text) : session.title;
  await transaction.session.update({ where: { id: session.id }, data: { title, updatedAt: new Date() } });
  // As it would be read back; reading takes four queries more.
  return { ...turn, prompts: rows.map((prompt) => ({ turnId: id, ...prompt })), maskVersions: [], edit: null };
}

/** The first words of a message, at most 60 characters. */
export function titleFrom(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  if (line.length <= 60) return line;
  const cut = line.slice(0, 59);
  const lastSpace = cut.lastIndexOf(' ');
  return `${lastSpace > 30 ? cut.slice(0, lastSpace) : cut}…`;
}
