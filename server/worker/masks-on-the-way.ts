// The masks that are there on a version of the picture.

import type { Mask } from '../images/mask.ts';
import { decodeRle } from '../images/rle.ts';
import { Prisma } from '../store/generated/client.ts';
import type { Store } from '../store/store.ts';

/** A mask version as the model reads it. */
export interface StoredMask {
  id: string;
  maskId: string;
  name: string;
  /** Chance that the mask is right, 0 to 1. */
  score: number;
  /** COCO compressed run lengths. */
  counts: string;
  width: number;
  height: number;
  /** Refuses changes. */
  locked: boolean;
  /** Whether a person made this version: drew it, computed it from others, or corrected it by pointing. */
  byHand: boolean;
  /** Whether a person gave the mask its name. */
  named: boolean;
}

export function maskOf({ counts, width, height }: Pick<StoredMask, 'counts' | 'width' | 'height'>): Mask {
  return decodeRle({ size: [height, width], counts });
}

/** Whether somebody gave the mask of a version `v` its name. */
export const renamed = Prisma.sql`EXISTS (SELECT 1 FROM "operation" o WHERE o."kind" = 'mask-rename' AND v."mask_id" = ANY(o."mask_ids"))`;

/** Versions of the picture looked back at. */
const lookBack = 1000;

/**
 * The newest version of each mask, oldest first, the newest `limit` of them. The same rule as the page's (app/canvas/masks-on.ts):
 * what was marked or made by hand on the picture or on one that it came from, unless it was deleted or an edit on the way ended it.
 */
export async function masksOnTheWay({ prisma }: Store, imageId: string | null, limit: number): Promise<StoredMask[]> {
  if (imageId === null) return [];
  const newestFirst = await prisma.$queryRaw<StoredMask[]>`
    WITH RECURSIVE "line" AS (
      SELECT "id", "parent_id", "source", "moved", 1 AS "depth" FROM "image_version" WHERE "id" = ${imageId}::uuid
      UNION ALL
      SELECT i."id", i."parent_id", i."source", i."moved", "depth" + 1 FROM "image_version" i JOIN "line" ON i."id" = "line"."parent_id"
      WHERE "line"."source" <> 'draw' AND NOT "line"."moved" AND "depth" < ${lookBack}
    ), "ended" AS (
      SELECT unnest(e."ended_mask_ids") AS "mask_id" FROM "edit" e JOIN "line" ON e."result_id" = "line"."id"
    ), "newest" AS (
      SELECT DISTINCT ON (v."mask_id") v.*, m."name", m."locked" FROM "mask" m JOIN "line" ON m."image_version_id" = "line"."id"
      JOIN "mask_version" v ON v."mask_id" = m."id" AND NOT v."withdrawn"
      WHERE NOT m."deleted" AND m."id" NOT IN (SELECT "mask_id" FROM "ended") ORDER BY v."mask_id", v."number" DESC
    )
    SELECT v."id"::text, v."mask_id"::text AS "maskId", v."name", v."score", v."counts", v."width", v."height", v."locked",
      v."turn_id" IS NULL OR (v."operation" = 'refine' AND t."text" = '') AS "byHand", ${renamed} AS "named"
    FROM "newest" v LEFT JOIN "turn" t ON t."id" = v."turn_id"
    WHERE v."turn_id" IS NULL OR t."action" = 'segment'
    ORDER BY v."created_at" DESC, v."id" DESC LIMIT ${limit}`;
  return newestFirst.reverse();
}
