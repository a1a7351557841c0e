// The masks that are there after a turn: made by it or by a turn before it, and not painted over since.

import type { Mask } from '../images/mask.ts';
import { decodeRle } from '../images/rle.ts';
import type { Store } from '../store/store.ts';

/** A mask version as the model reads it. */
export interface StoredMask {
  id: string;
  maskId: string;
  name: string;
  /** COCO compressed run lengths. */
  counts: string;
  width: number;
  height: number;
}

export function maskOf({ counts, width, height }: Pick<StoredMask, 'counts' | 'width' | 'height'>): Mask {
  return decodeRle({ size: [height, width], counts });
}

/** Turns looked back at. */
const lookBack = 100;

/** The newest version of each mask, oldest first, the newest `limit` of them; nothing from before a drawing, which is another picture. */
export async function masksOnTheWay({ prisma }: Store, turnId: string | null, limit: number): Promise<StoredMask[]> {
  if (turnId === null) return [];
  const newestFirst = await prisma.$queryRaw<StoredMask[]>`
    WITH RECURSIVE "line" AS (
      SELECT "id", "parent_id", "action", 1 AS "depth" FROM "turn" WHERE "id" = ${turnId}::uuid AND "action" IS DISTINCT FROM 'draw'
      UNION ALL
      SELECT t."id", t."parent_id", t."action", "depth" + 1 FROM "turn" t JOIN "line" ON t."id" = "line"."parent_id"
      WHERE t."action" IS DISTINCT FROM 'draw' AND "depth" < ${lookBack}
    ), "ended" AS (
      SELECT unnest(e."ended_mask_ids") AS "mask_id" FROM "edit" e JOIN "line" ON e."turn_id" = "line"."id"
    ), "newest" AS (
      SELECT DISTINCT ON (v."mask_id") v.*, "depth" FROM "mask_version" v JOIN "line" ON v."turn_id" = "line"."id"
      WHERE "line"."action" = 'segment' AND v."mask_id" NOT IN (SELECT "mask_id" FROM "ended") ORDER BY v."mask_id", v."number" DESC
    )
    SELECT v."id"::text, v."mask_id"::text AS "maskId", m."name", v."counts", v."width", v."height"
    FROM "newest" v JOIN "mask" m ON m."id" = v."mask_id"
    ORDER BY "depth", v."created_at" DESC LIMIT ${limit}`;
  return newestFirst.reverse();
}
