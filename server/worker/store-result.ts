// What a turn made, stored within the transaction that ends it.

import type { EditResult } from '../focus/turn-events.ts';
import { overlapRle, type Rle } from '../images/rle.ts';
import { shapeOf } from '../store/mask-shape.ts';
import type { Store, Transaction } from '../store/store.ts';
import type { Claim } from './claim.ts';
import { masksOnTheWay } from './masks-on-the-way.ts';
import { idOf, type MadeMask } from './transcript.ts';

/** Masks looked at when something is painted over. */
const mostMasks = 100;

interface EditMade {
  edit: EditResult;
  imageId: string;
  blob: string;
  milliseconds: number;
  endedMaskIds: string[];
}

/** The picture and how it came about. */
export async function storeEdit(transaction: Transaction, { turn }: Claim, { edit, imageId, blob, milliseconds, endedMaskIds }: EditMade): Promise<void> {
  const { kind, changedPixels, seed, paintedAt, picture: { width, height } } = edit;
  const drawn = kind === 'draw';
  const sourceId = drawn ? null : turn.imageVersionId;
  await transaction.imageVersion.create({
    data: { id: imageId, sessionId: turn.sessionId, parentId: sourceId, source: drawn ? 'draw' : 'edit', name: drawn ? turn.text : '', blob, width, height },
  });
  await transaction.edit.create({
    data: {
      id: idOf(turn.id, 'edit'), turnId: turn.id, kind, instruction: turn.text, sourceId, resultId: imageId, endedMaskIds, milliseconds,
      region: shapeOf(edit.region).counts, changedPixels, seed, paintedWidth: paintedAt.width, paintedHeight: paintedAt.height,
    },
  });
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
