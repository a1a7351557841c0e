// What an edit changed, counted on the pictures themselves.

import { changedOutsideApart } from '../images/stored.ts';
import type { Store } from '../store/store.ts';
import type { EditReportDocument } from './documents.ts';
import { readShapeApart } from './compute-shape.ts';
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
    const size: [number, number] = [result.height, result.width];
    const shape = await readShapeApart(size, edit.region);
    const files = source && await Promise.all([source, result].map(({ blob }) => store.blobs.get(blob)));
    return {
      turnId, editId: edit.id, kind: edit.kind, instruction: edit.instruction, seed: edit.seed,
      sourceId: edit.sourceId, resultId: edit.resultId,
      region: shape, area: shape.area, share: shape.area / (shape.width * shape.height), changedPixels: edit.changedPixels,
      outsideChangedBytes: files && await changedOutsideApart(files[0], files[1], { size, counts: edit.region }),
      milliseconds: edit.milliseconds, paintedAt: { width: edit.paintedWidth, height: edit.paintedHeight },
    };
  });
}
