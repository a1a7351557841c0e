// Which masks the model reads in a turn. They may change while the turn waits to be taken up again, so the first attempt keeps
// the ids and names and a second one reads the same.

import { promptLimits } from '../focus/prompt.ts';
import type { Store } from '../store/store.ts';
import { Abandoned, type Claim } from './claim.ts';
import { masksOnTheWay, renamed, type StoredMask } from './masks-on-the-way.ts';

/** A mask that the turn refers to; a correction of a locked one becomes a mask of its own. */
export type Reference = StoredMask;

export interface SeenMasks {
  /** Newest of those on the picture, oldest first. */
  masks: StoredMask[];
  /** In the order in which the turn names them. */
  references: Reference[];
}

/** What is kept of them: versions themselves never change. */
interface Kept {
  masks: { id: string; name: string }[];
  references: { id: string; name: string; locked: boolean }[];
}

export interface Looking {
  imageVersionId: string | null;
  maskVersionIds: readonly string[];
  /** Whether only what the turn refers to is read. */
  bare: boolean;
}

/** As things are now. */
export async function seeMasks(store: Store, { imageVersionId, maskVersionIds, bare }: Looking): Promise<SeenMasks> {
  const [masks, versions] = await Promise.all([
    bare ? [] : masksOnTheWay(store, imageVersionId, promptLimits.masks + maskVersionIds.length),
    versionsOf(store, maskVersionIds),
  ]);
  return { masks, references: versions };
}

/** As they were for the first attempt of the turn. @throws Abandoned where the turn is in other hands. */
export async function seeMasksOnce(store: Store, { turn, attempt, workerId }: Claim, looking: Looking): Promise<SeenMasks> {
  if (turn.seen !== null) return again(store, turn.seen as unknown as Kept);
  const seen = await seeMasks(store, looking);
  if (seen.masks.length + seen.references.length === 0 && looking.bare) return seen;
  const kept: Kept = {
    masks: seen.masks.map(({ id, name }) => ({ id, name })),
    references: seen.references.map(({ id, name, locked }) => ({ id, name, locked })),
  };
  const { count } = await store.prisma.turn.updateMany({
    where: { id: turn.id, status: 'running', attempt, workerId },
    data: { seen: kept as object },
  });
  if (count === 0) throw new Abandoned();
  return seen;
}

async function again(store: Store, kept: Kept): Promise<SeenMasks> {
  const versions = await versionsOf(store, [...kept.masks, ...kept.references].map(({ id }) => id));
  const named = <Known extends { id: string }>(known: Known) => ({ ...versions.find(({ id }) => id === known.id)!, ...known });
  return { masks: kept.masks.map(named), references: kept.references.map(named) };
}

async function versionsOf({ prisma }: Store, ids: readonly string[]): Promise<Reference[]> {
  if (ids.length === 0) return [];
  const stored = await prisma.$queryRaw<Reference[]>`
    SELECT v."id"::text, v."mask_id"::text AS "maskId", m."name", m."locked", v."score", v."counts", v."width", v."height",
      v."turn_id" IS NULL OR (v."operation" = 'refine' AND t."text" = '') AS "byHand", ${renamed} AS "named"
    FROM "mask_version" v JOIN "mask" m ON m."id" = v."mask_id" LEFT JOIN "turn" t ON t."id" = v."turn_id"
    WHERE v."id" = ANY(${[...ids]}::uuid[])`;
  return ids.flatMap((id) => stored.find((version) => version.id === id) ?? []);
}
