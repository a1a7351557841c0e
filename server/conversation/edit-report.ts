// What an edit changed, counted on the pictures themselves.

import { readPicture } from '../images/intake.ts';
import type { Mask } from '../images/mask.ts';
import type { Picture } from '../images/picture.ts';
import { decodeRle } from '../images/rle.ts';
import { shapeOf } from '../store/mask-shape.ts';
import type { Store } from '../store/store.ts';
import type { EditReportDocument } from './documents.ts';
import { decoding } from './images.ts';
import { refuse } from './refusals.ts';
import { isId } from './requests.ts';

/** @throws FocusError `turn-unknown`, `turn-without-edit`, `blob-missing`. */
export async function editReport(store: Store, turnId: string): Promise<EditReportDocument> {
  const turn = isId(turnId)
    ? await store.prisma.turn.findUnique({ where: { id: turnId, session: { deletedAt: null } }, include: { edit: { include: { source: true, result: true } } } })
    : null;
  if (turn === null) throw refuse.unknown('turn', turnId);
  if (turn.edit === null) throw refuse.turnWithoutEdit(turnId);
  const { edit } = turn;
  const { source, result } = edit;
  return decoding(async () => {
    const region = decodeRle({ size: [result.height, result.width], counts: edit.region });
    const shape = shapeOf(region);
    const pictures = source && await Promise.all([source, result].map(async ({ blob }) => readPicture(await store.blobs.get(blob))));
    return {
      turnId, editId: edit.id, kind: edit.kind, instruction: edit.instruction, seed: edit.seed,
      sourceId: edit.sourceId, resultId: edit.resultId,
      region: shape, area: shape.area, share: shape.area / (shape.width * shape.height), changedPixels: edit.changedPixels,
      outsideChangedBytes: pictures && changedOutside(pictures[0], pictures[1], region),
      milliseconds: edit.milliseconds, paintedAt: { width: edit.paintedWidth, height: edit.paintedHeight },
    };
  });
}

/** Bytes that differ where the mask is not. Pictures of different sizes differ everywhere. */
export function changedOutside(source: Picture, result: Picture, mask: Mask): number {
  if (source.data.length !== result.data.length || source.width !== result.width) return Math.max(source.data.length, result.data.length);
  let changed = 0;
  for (let index = 0; index < source.data.length; index += 1) {
    if (source.data[index] !== result.data[index] && mask.data[Math.floor(index / 3)] === 0) changed += 1;
  }
  return changed;
}
