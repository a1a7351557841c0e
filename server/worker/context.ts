// The canonical context of a turn: the picture, the newest masks made on the way to it, the last turns as text. It depends
// only on what is stored, so a turn can be replayed, and what it costs does not grow with the session.

import { promptLimits, type PastTurn } from '../focus/prompt.ts';
import type { TurnInput } from '../focus/turn-input.ts';
import type { Picture } from '../images/picture.ts';
import { decodeRle } from '../images/rle.ts';
import { type Mask, union } from '../images/mask.ts';
import type { PointedPrompt } from '../queue/direct-lane.ts';
import type { Store } from '../store/store.ts';
import type { Pictures } from './pictures.ts';

/** What was said, and after which turn. */
export interface Said {
  parentTurnId: string | null;
  imageVersionId: string | null;
  text: string;
  prompts: readonly PointedPrompt[];
  /** Masks the turn refers to. */
  maskVersionIds: readonly string[];
}

/** A mask version the turn refers to. */
export interface Reference {
  id: string;
  maskId: string;
  name: string;
  counts: string;
}

export interface Context {
  /** Null where there is no picture yet. */
  picture: Picture | null;
  input: Pick<TurnInput, 'text' | 'points' | 'boxes' | 'scribbles' | 'masks' | 'place' | 'sessionMasks' | 'history'>;
  references: Reference[];
}

interface StoredMask extends Reference {
  width: number;
  height: number;
}

/** Turns looked back at for masks. */
const lookBack = 100;

export async function buildContext(store: Store, pictures: Pictures, said: Said): Promise<Context> {
  const { text, prompts } = said;
  const image = said.imageVersionId === null ? null : await store.prisma.imageVersion.findUnique({ where: { id: said.imageVersionId } });
  const referred = await referredMasks(store, said.maskVersionIds);
  const references = referred.map(({ id, maskId, name, counts }) => ({ id, maskId, name, counts }));
  if (image === null) return { picture: null, input: { text }, references };
  const picture = await pictures.read(image.blob);
  const pointed = {
    points: prompts.filter((prompt) => prompt.kind === 'point'),
    boxes: prompts.filter((prompt) => prompt.kind === 'box'),
    scribbles: prompts.filter((prompt) => prompt.kind === 'scribble').map(({ points }) => points),
  };
  const alone = prompts.length === 0 ? referred.map(maskOf) : [];
  if (text.trim() === '' && (prompts.length === 0 || referred.length === 0)) {
    // A click says by itself what is meant. The model was taught that a click behind a mask corrects that mask: with the
    // session's masks before it, a click on another thing hit it with IoU 0.45 instead of 0.82 (55 held-out things).
    return { picture, input: { text, ...pointed, masks: alone }, references };
  }
  const [masks, history] = await Promise.all([masksOnTheWay(store, said.parentTurnId), historyOf(store, said.parentTurnId)]);
  const known = new Set(referred.map(({ maskId }) => maskId));
  const sessionMasks = [...masks.filter(({ maskId }) => !known.has(maskId)), ...referred]
    .filter(({ width, height }) => width === picture.width && height === picture.height)
    .slice(-promptLimits.masks)
    .map((mask) => ({ id: mask.maskId, name: mask.name, mask: maskOf(mask) }));
  // Words about a mask may correct it or ask to change what it covers, and only the model knows. It reads the mask as one of the
  // session (a correction was right in 49 % of held-out cases; in 24 % where it was given as a prompt); a change takes it as its place.
  const place = alone.length === 0 ? undefined : alone.reduce(union);
  return { picture, input: { text, ...pointed, place, sessionMasks, history }, references };
}

function maskOf({ counts, width, height }: StoredMask): Mask {
  return decodeRle({ size: [height, width], counts });
}

/** In the order in which the turn names them. */
async function referredMasks({ prisma }: Store, ids: readonly string[]): Promise<StoredMask[]> {
  if (ids.length === 0) return [];
  const versions = await prisma.maskVersion.findMany({ where: { id: { in: [...ids] } }, include: { mask: { select: { name: true } } } });
  const stored = versions.map(({ id, maskId, counts, width, height, mask }) => ({ id, maskId, name: mask.name, counts, width, height }));
  return ids.flatMap((id) => stored.find((version) => version.id === id) ?? []);
}

/** The newest version of each mask that the turns before made, oldest first; nothing from before a drawing, which is another picture. */
async function masksOnTheWay({ prisma }: Store, parentTurnId: string | null): Promise<StoredMask[]> {
  if (parentTurnId === null) return [];
  const newestFirst = await prisma.$queryRaw<StoredMask[]>`
    WITH RECURSIVE "line" AS (
      SELECT "id", "parent_id", "action", 1 AS "depth" FROM "turn" WHERE "id" = ${parentTurnId}::uuid AND "action" IS DISTINCT FROM 'draw'
      UNION ALL
      SELECT t."id", t."parent_id", t."action", "depth" + 1 FROM "turn" t JOIN "line" ON t."id" = "line"."parent_id"
      WHERE t."action" IS DISTINCT FROM 'draw' AND "depth" < ${lookBack}
    ), "newest" AS (
      SELECT DISTINCT ON (v."mask_id") v.*, "depth" FROM "mask_version" v JOIN "line" ON v."turn_id" = "line"."id"
      WHERE "line"."action" = 'segment' ORDER BY v."mask_id", v."number" DESC
    )
    SELECT v."id"::text, v."mask_id"::text AS "maskId", m."name", v."counts", v."width", v."height"
    FROM "newest" v JOIN "mask" m ON m."id" = v."mask_id"
    ORDER BY "depth", v."created_at" DESC LIMIT ${promptLimits.masks}`;
  return newestFirst.reverse();
}

/** The last turns with an answer of the model, oldest first; nothing from before a drawing. */
async function historyOf({ prisma }: Store, parentTurnId: string | null): Promise<PastTurn[]> {
  const history: PastTurn[] = [];
  for (let id = parentTurnId; id !== null && history.length < promptLimits.turns; ) {
    const turn = await prisma.turn.findUnique({ where: { id }, select: { parentId: true, text: true, action: true, modelAnswer: true } });
    if (turn === null || turn.action === 'draw') break;
    if (turn.modelAnswer !== null) history.unshift({ text: turn.text, answer: turn.modelAnswer as unknown as PastTurn['answer'] });
    id = turn.parentId;
  }
  return history;
}
