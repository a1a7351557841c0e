import { notify } from '../store/notifications.ts';
import type { Store } from '../store/store.ts';
import type { TurnDocument } from './documents.ts';
import { refuse } from './refusals.ts';
import { parseRequest, type RatingRequest, ratingRequestSchema } from './requests.ts';
import { getTurn } from './turns.ts';

/** What a person thinks of an answer. @throws InputError `turn-unknown`. */
export async function rateTurn(store: Store, id: string, request: RatingRequest): Promise<TurnDocument> {
  const { rating } = parseRequest(ratingRequestSchema, request);
  const { sessionId } = await getTurn(store, id);
  await store.prisma.$transaction(async (transaction) => {
    const { count } = await transaction.turn.updateMany({ where: { id }, data: { rating } });
    if (count === 0) throw refuse.unknown('turn', id);
    await notify(transaction, 'focus_session', sessionId);
  });
  return getTurn(store, id);
}
