// What the masks of some clicks would be, while the person still points: over the direct lane, nothing is stored.

import { askWorker } from '../queue/direct-lane.ts';
import type { Store } from '../store/store.ts';
import type { PreviewDocument } from './documents.ts';
import { checkSaid } from './prompt-check.ts';
import { checkReferences } from './references.ts';
import { refuse } from './refusals.ts';
import { refuseSetAside } from './set-aside.ts';
import { isId, parseRequest, type PreviewRequest, previewRequestSchema } from './requests.ts';

/** @throws InputError as `say`; FocusError `no-worker`, `superseded` (a newer preview took its place). */
export async function preview(store: Store, sessionId: string, request: PreviewRequest, signal?: AbortSignal): Promise<PreviewDocument> {
  const said = parseRequest(previewRequestSchema, request);
  const session = isId(sessionId)
    ? await store.prisma.session.findUnique({ where: { id: sessionId, deletedAt: null }, include: { currentImage: true } })
    : null;
  if (session === null) throw refuse.unknown('session', sessionId);
  checkSaid(said, session.currentImage);
  if (session.currentImage === null) throw refuse.noPicture();
  refuseSetAside(session.currentImage);
  await checkReferences(store.prisma, sessionId, session.currentImageId, said.masks);
  const { text, prompts, masks: maskVersionIds } = said;
  const body = { imageVersionId: session.currentImage.id, text, prompts, maskVersionIds };
  return askWorker<PreviewDocument>(store, '/preview', body, signal);
}
