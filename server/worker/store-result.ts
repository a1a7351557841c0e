// What a turn made, stored within the transaction that ends it.

import type { EditResult } from '../focus/turn-events.ts';
import { area, type Mask } from '../images/mask.ts';
import { overlapRle, type Rle } from '../images/rle.ts';
import { measureShape, shapeOf } from '../store/mask-shape.ts';
import type { Prisma } from '../store/generated/client.ts';
import type { Store, Transaction } from '../store/store.ts';
import type { Claim } from './claim.ts';
import { maskOf, masksOnTheWay } from './masks-on-the-way.ts';
import { idOf, type MadeMask } from './transcript.ts';

/** Masks looked at when something is painted over. */
const mostMasks = 100;

interface EditMade {
  edit: EditResult;
  imageId: string;
  blob: string;
  milliseconds: number;
  endedMaskIds: string[];
  /** Masks that move with the picture. */
  carried: MovedMask[];
}

/** The picture and how it came about. Gives the ids of masks that moved with it. */
export async function storeEdit(transaction: Transaction, { turn }: Claim, { edit, imageId, blob, milliseconds, endedMaskIds, carried }: EditMade): Promise<string[]> {
  const { changedPixels, markedPixels, outsidePixels = 0, exact, seed, paintedAt, picture: { width, height } } = edit;
  const kind = exact?.kind ?? edit.kind;
  const drawn = kind === 'draw';
  const sourceId = drawn ? null : turn.imageVersionId;
  await transaction.imageVersion.create({
    data: { id: imageId, sessionId: turn.sessionId, parentId: sourceId, source: drawn ? 'draw' : 'edit', name: drawn ? turn.text : '', blob, width, height, moved: edit.move !== undefined },
  });
  await transaction.edit.create({
    data: {
      id: idOf(turn.id, 'edit'), turnId: turn.id, kind, instruction: turn.text, sourceId, resultId: imageId, endedMaskIds, milliseconds,
      markedPixels, outsidePixels, ...(exact === undefined ? {} : { exact: exact as unknown as Prisma.InputJsonObject }), maskVersionIds: turn.prompts.flatMap(({ maskVersionId }) => maskVersionId ?? []),
      region: shapeOf(edit.region).counts, changedPixels, seed, paintedWidth: paintedAt.width, paintedHeight: paintedAt.height,
    },
  });
  return storeMoved(transaction, turn, imageId, carried);
}

/** Masks of a picture where they lie after its pixels moved; what is not to be seen any more stays behind. */
export async function movedMasks(store: Store, imageId: string | null, { move, region }: EditResult): Promise<MovedMask[]> {
  if (move === undefined) return [];
  const masks = await masksOnTheWay(store, imageId, mostMasks);
  const moved = masks
    .filter(({ width, height }) => width === region.width && height === region.height)
    .map(({ id, name, score, ...mask }) => ({ from: id, name, score, mask: move.mask(maskOf(mask)) }))
    .filter(({ mask }) => area(mask) > 0);
  // Before the transaction that stores them.
  await Promise.all(moved.map(({ mask }) => measureShape(mask)));
  return moved;
}

interface MovedMask {
  /** The version it was before. */
  from: string;
  name: string;
  score: number;
  mask: Mask;
}

async function storeMoved(transaction: Transaction, turn: Claim['turn'], imageId: string, carried: readonly MovedMask[]): Promise<string[]> {
  const ids: string[] = [];
  for (const [index, { from, name, score, mask }] of carried.entries()) {
    const [maskId, id] = [idOf(turn.id, `moved mask ${index}`), idOf(turn.id, `moved mask version ${index}`)];
    const { box, ...shape } = shapeOf(mask);
    await transaction.mask.create({ data: { id: maskId, sessionId: turn.sessionId, imageVersionId: imageId, name } });
    await transaction.maskVersion.create({ data: { id, maskId, number: 1, sourceIds: [from], operation: 'move', score, ...shape, box } });
    ids.push(maskId);
  }
  return ids;
}

/** The masks whose thing is gone: more than half of it lies where something was removed or replaced. */
export async function paintedOver(store: Store, imageId: string | null, { kind, region }: EditResult): Promise<string[]> {
  if (kind !== 'remove' && kind !== 'replace') return [];
  const masks = await masksOnTheWay(store, imageId, mostMasks);
  const { counts: all, width, height } = shapeOf(region);
  const painted: Rle = { size: [height, width], counts: all };
  return masks
    .filter(({ width, height }) => width === region.width && height === region.height)
    .filter(({ counts }) => {
      const { both, area } = overlapRle({ size: painted.size, counts }, painted);
      return 2 * both > area;
    })
    .map(({ maskId }) => maskId);
}

export async function storeMasks(transaction: Transaction, { turn }: Claim, masks: readonly MadeMask[]): Promise<void> {
  const { sessionId, imageVersionId } = turn;
  const now = Date.now();
  for (const [index, { maskId, versionId, refines, name, score, shape }] of masks.entries()) {
    // Masks of one turn are told apart by a millisecond, so that their order is remembered.
    const createdAt = new Date(now + index);
    if (refines === null && imageVersionId !== null) await transaction.mask.create({ data: { id: maskId, sessionId, imageVersionId, name, createdAt } });
    const before = await transaction.maskVersion.aggregate({ where: { maskId }, _max: { number: true } });
    await transaction.maskVersion.create({
      data: {
        id: versionId, maskId, turnId: turn.id, number: (before._max.number ?? 0) + 1, parentId: refines,
        operation: refines === null ? 'segment' : 'refine', score, createdAt,
        counts: shape.counts, width: shape.width, height: shape.height, area: shape.area, box: shape.box,
      },
    });
  }
}
