// How a turn that has not ended stands: how many are before it, and how long it will still take.

import type { Transaction } from '../store/store.ts';
import type { TurnDocument } from './documents.ts';
import { type MeasuredTurn, type OpenTurn, timeLeft } from './time-left.ts';
import { workersAlive } from './workers-alive.ts';

/** Turns that the usual times are taken from. */
const lookBack = 100;

/**
 * Workers take turns in the order in which they were said. Whose they are makes no difference: raw SQL sees those of all owners.
 * Nothing of a turn that has ended meanwhile.
 */
export async function turnStanding(prisma: Transaction, id: string): Promise<Pick<TurnDocument, 'before' | 'secondsLeft'>> {
  const [open, measured, workers] = await Promise.all([openTurns(prisma, id), measuredTurns(prisma), workersAlive(prisma)]);
  const mine = open.pop();
  if (mine === undefined) return {};
  const secondsLeft = timeLeft(mine, open, measured, workers.length);
  return { ...(mine.elapsed === null ? { before: open.length } : {}), ...(secondsLeft === null ? {} : { secondsLeft }) };
}

/** The turn behind all that are before it. What it is shows in what its worker said, or in how it was asked. */
async function openTurns(prisma: Transaction, id: string): Promise<OpenTurn[]> {
  return prisma.$queryRaw`
    SELECT CASE WHEN t."status" = 'running' THEN extract(epoch FROM now() - t."started_at")::float8 END AS "elapsed",
      CASE WHEN t."image_version_id" IS NULL OR 'code-progress' = ANY ("said") THEN 'drawing'
        WHEN 'edit-progress' = ANY ("said") THEN 'edit' ELSE 'picture' END AS "kind"
    FROM "turn" t CROSS JOIN LATERAL (
      SELECT ARRAY(SELECT "payload"->>'type' FROM "event" WHERE "turn_id" = t."id") AS "said"
    ) events
    WHERE t."status" IN ('queued', 'running')
      AND (t."created_at", t."id") <= (SELECT "created_at", "id" FROM "turn" WHERE "id" = ${id}::uuid AND "status" IN ('queued', 'running'))
    ORDER BY t."created_at", t."id"`;
}

/** Newest first. One that a second worker had to take up tells nothing. */
async function measuredTurns(prisma: Transaction): Promise<MeasuredTurn[]> {
  return prisma.$queryRaw`
    SELECT extract(epoch FROM "finished_at" - "started_at")::float8 AS "seconds",
      CASE WHEN "action" = 'draw' THEN 'drawing'
        WHEN "action" IN ('remove', 'recolour', 'replace', 'background', 'generate') THEN 'edit' ELSE 'words' END AS "kind"
    FROM "turn" WHERE "finished_at" IS NOT NULL AND "status" = 'done' AND "attempt" = 1
    ORDER BY "finished_at" DESC LIMIT ${lookBack}`;
}
