// Which masks are there on a version of the picture: those made on it, and those made on the versions it came from, as long
// as no edit on the way painted over their thing. The same rule as the worker's (server/worker/masks-on-the-way.ts).

import type { SessionDocument } from '../../server/conversation/documents.ts';
import type { ShownMask } from './session-masks.ts';

type History = Pick<SessionDocument, 'images' | 'turns'>;

export function masksOn({ images, turns }: History, masks: readonly ShownMask[], imageId: string): ShownMask[] {
  const byId = new Map(images.map((image) => [image.id, image]));
  const line = new Set<string>();
  for (let image = byId.get(imageId); image !== undefined && !line.has(image.id); image = image.moved ? undefined : byId.get(image.parentId ?? '')) line.add(image.id);
  const edits = turns.flatMap(({ edit }) => (edit !== null && line.has(edit.resultId) ? [edit] : []));
  const ended = new Set(edits.flatMap((edit) => edit.endedMaskIds));
  // An edit's own mask says what it was about; it is shown where it was drawn and does not live on.
  const lasting = new Set(turns.flatMap((turn) => (turn.action === 'segment' ? turn.maskVersionIds : [])));
  return masks.filter(({ maskId, versionId, imageVersionId, byHand }) =>
    imageVersionId === imageId || (line.has(imageVersionId) && (byHand === true || lasting.has(versionId)) && !ended.has(maskId)));
}
