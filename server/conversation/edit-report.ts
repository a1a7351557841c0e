// What an edit changed, counted on the pictures themselves.

import { changedOutsideApart, maskPngApart } from '../images/stored.ts';
import type { Prisma } from '../store/generated/client.ts';
import type { Store } from '../store/store.ts';
import type { EditReportDocument } from './documents.ts';
import { readShapeApart } from './compute-shape.ts';
import { decoding } from './images.ts';
import { changedByMarked } from './session-document.ts';
import { refuse } from './refusals.ts';
import { isId } from './requests.ts';

const withPictures = { source: true, result: true } satisfies Prisma.EditInclude;
type EditRow = Prisma.EditGetPayload<{ include: typeof withPictures }>;

/** @throws FocusError `turn-unknown`, `turn-without-edit`, `blob-missing`. */
export async function editReport(store: Store, turnId: string): Promise<EditReportDocument> {
  const turn = isId(turnId)
    ? await store.prisma.turn.findUnique({ where: { id: turnId, session: { deletedAt: null } }, include: { edit: { include: withPictures } } })
    : null;
  if (turn === null) throw refuse.unknown('turn', turnId);
  if (turn.edit === null) throw refuse.turnWithoutEdit(turnId);
  return reportOf(store, turn.edit);
}

/** Of the edit, by message or by operation, that made a version of the picture. @throws FocusError `image-unknown`, `image-without-edit`, `blob-missing`. */
export async function imageReport(store: Store, imageId: string): Promise<EditReportDocument> {
  return reportOf(store, await editOf(store, imageId));
}

/** The region of that edit as a grey PNG of the source's size, 255 inside. @throws as `imageReport`. */
export async function imageRegion(store: Store, imageId: string): Promise<Uint8Array> {
  const { region, source, result } = await editOf(store, imageId);
  const { width, height } = source ?? result;
  return maskPngApart({ size: [height, width], counts: region }, 0);
}

async function editOf(store: Store, imageId: string): Promise<EditRow> {
  const image = isId(imageId)
    ? await store.prisma.imageVersion.findUnique({ where: { id: imageId, session: { deletedAt: null } }, include: { editTo: { include: withPictures } } })
    : null;
  if (image === null) throw refuse.unknown('image', imageId);
  if (image.editTo === null) throw refuse.imageWithoutEdit(imageId);
  return image.editTo;
}

async function reportOf(store: Store, edit: EditRow): Promise<EditReportDocument> {
  const { source, result } = edit;
  // What moved has its region on the source, and nothing outside of it.
  const { width, height } = source ?? result;
  return decoding(async () => {
    const size: [number, number] = [height, width];
    const shape = await readShapeApart(size, edit.region);
    const files = source && !result.moved ? await Promise.all([source, result].map(({ blob }) => store.blobs.get(blob))) : null;
    return {
      turnId: edit.turnId, editId: edit.id, kind: edit.kind, instruction: edit.instruction, seed: edit.seed,
      sourceId: edit.sourceId, resultId: edit.resultId,
      region: shape, area: shape.area, share: shape.area / (shape.width * shape.height), changedPixels: edit.changedPixels,
      markedPixels: edit.markedPixels, changedByMarked: changedByMarked(edit), outsidePixels: edit.outsidePixels,
      outsideChangedBytes: files && await changedOutsideApart(files[0], files[1], { size, counts: edit.region }),
      milliseconds: edit.milliseconds, paintedAt: { width: edit.paintedWidth, height: edit.paintedHeight },
    };
  });
}
