// What an edit changed, counted on the pictures themselves.

import { maskToPng } from '../images/export.ts';
import { readTransparent } from '../images/intake.ts';
import type { Mask } from '../images/mask.ts';
import type { Picture } from '../images/picture.ts';
import { decodeRle } from '../images/rle.ts';
import { shapeOf } from '../store/mask-shape.ts';
import type { Prisma } from '../store/generated/client.ts';
import type { Store } from '../store/store.ts';
import type { EditReportDocument } from './documents.ts';
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
  return maskToPng(decodeRle({ size: [height, width], counts: region }, Infinity));
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
    const region = decodeRle({ size: [height, width], counts: edit.region }, Infinity);
    const shape = shapeOf(region);
    const pictures = source && !result.moved ? await Promise.all([source, result].map(async ({ blob }) => readTransparent(await store.blobs.get(blob)))) : null;
    return {
      turnId: edit.turnId, editId: edit.id, kind: edit.kind, instruction: edit.instruction, seed: edit.seed,
      sourceId: edit.sourceId, resultId: edit.resultId,
      region: shape, area: shape.area, share: shape.area / (shape.width * shape.height), changedPixels: edit.changedPixels,
      markedPixels: edit.markedPixels, changedByMarked: changedByMarked(edit), outsidePixels: edit.outsidePixels,
      outsideChangedBytes: pictures && changedOutside(pictures[0], pictures[1], region),
      milliseconds: edit.milliseconds, paintedAt: { width: edit.paintedWidth, height: edit.paintedHeight },
    };
  });
}

/** Bytes that differ where the mask is not, of colours and transparency. Pictures of different sizes differ everywhere. */
export function changedOutside(source: Picture, result: Picture, mask: Mask): number {
  if (source.data.length !== result.data.length || source.width !== result.width) return Math.max(source.data.length, result.data.length);
  let changed = 0;
  for (let index = 0; index < source.data.length; index += 1) {
    if (source.data[index] !== result.data[index] && mask.data[Math.floor(index / 3)] === 0) changed += 1;
  }
  if (source.alpha === undefined && result.alpha === undefined) return changed;
  for (let pixel = 0; pixel < mask.data.length; pixel += 1) {
    if (mask.data[pixel] === 0 && (source.alpha?.[pixel] ?? 255) !== (result.alpha?.[pixel] ?? 255)) changed += 1;
  }
  return changed;
}
