// Search over sessions: every word has to stand somewhere in the title, in what was said or in what was answered.

import type { Prisma } from '../store/generated/client.ts';
import type { Store } from '../store/store.ts';

/** At most eight words, as they were typed. */
export function wordsOf(search: string): string[] {
  return search.split(/\s+/).filter((word) => word !== '').slice(0, 8);
}

/** The condition that a session holds all the words, capital letters or not. */
export function holding(words: readonly string[]): Prisma.SessionWhereInput {
  return { AND: words.map((word) => ({ OR: [{ title: containing(word) }, { turns: { some: saying(word) } }] })) };
}

function saying(word: string): Prisma.TurnWhereInput {
  return { OR: [{ text: containing(word) }, { answer: containing(word) }] };
}

/** The signs that mean anything to LIKE mean themselves. */
function containing(word: string): Prisma.StringFilter {
  return { contains: word.replace(/[\\%_]/g, '\\$&'), mode: 'insensitive' };
}

/** By session: the words around the first place found in its messages. */
export async function matchesOf({ prisma }: Store, sessionIds: readonly string[], words: readonly string[]): Promise<Map<string, string>> {
  if (words.length === 0) return new Map();
  const turns = await prisma.turn.findMany({
    where: { sessionId: { in: [...sessionIds] }, OR: words.map(saying) },
    distinct: ['sessionId'],
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    select: { sessionId: true, text: true, answer: true },
  });
  return new Map(turns.map(({ sessionId, text, answer }) => [sessionId, excerpt(text, words) ?? excerpt(answer ?? '', words) ?? text]));
}

/** About 80 characters around the first of the words; null where none is there. */
function excerpt(text: string, words: readonly string[]): string | null {
  const line = text.replace(/\s+/g, ' ').trim();
  const places = words.map((word) => line.toLowerCase().indexOf(word.toLowerCase())).filter((place) => place >= 0);
  if (places.length === 0) return null;
  const start = Math.max(0, Math.min(...places) - 30);
  const part = line.slice(start, start + 80);
  return `${start > 0 ? '…' : ''}${part}${start + 80 < line.length ? '…' : ''}`;
}
